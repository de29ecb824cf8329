/**
 * Policies before the calls of a scenario, in half of the cases: any of them, before any edge that can have it, for all of its
 * operations, some, or some journeys. All options have names of their own, so that other draws stay as they were.
 */
import type { BackoffName } from '../../resilience/backoff'
import { BACKOFFS } from '../../resilience/backoff'
import type { BreakerConfig, BreakerPreset } from '../../resilience/breaker'
import { BREAKER_PRESETS } from '../../resilience/breaker'
import { callEdges } from '../../scenarios/policies'
import type { CallEdge, CallPolicySpec } from '../../scenarios/policies'
import type { JourneySpec, Scenario } from '../../scenarios/scenario'
import type { Options } from './options'

/** `patienceUs`: what an attempt of a worker has at least. */
export function drawPolicies(o: Options, scenario: Scenario, patienceUs: number): CallPolicySpec[] {
  if (!o.chance('policies', 0.5)) return []
  const clients = scenario.groups.find(({ role }) => role === 'clients')
  const journeys = clients?.role === 'clients' ? clients.journeys : []
  const workers = scenario.groups.filter(({ role }) => role === 'worker').map(({ id }) => id)
  return callEdges(scenario).flatMap((edge) => {
    const name = `policy.${edge.from}.${edge.to}`
    const leastUs = workers.includes(edge.from) ? patienceUs : 0
    const mayTie = canTie(scenario, edge)
    const drawn: CallPolicySpec[] = []
    if (o.chance(name, 0.6)) drawn.push(drawPolicy(o, name, edge, {}, journeys, leastUs, mayTie))
    if (o.chance(`${name}.one`, 0.3)) {
      const operations = [o.oneOf(`${name}.one.operation`, edge.operations)]
      drawn.push(drawPolicy(o, `${name}.one`, edge, { operations }, journeys, leastUs, mayTie))
    }
    if (edge.abilities.includes('journeys') && o.chance(`${name}.journey`, 0.3)) {
      const { id } = journeys[o.whole(`${name}.journey.place`, 0, journeys.length - 1)]
      drawn.push(drawPolicy(o, `${name}.journey`, edge, { journeys: [id] }, journeys, leastUs, mayTie))
    }
    return drawn
  })
}

/** Several that may have the copies, and a queue in which one can wait. */
function canTie({ groups }: Scenario, { to, abilities }: CallEdge): boolean {
  const called = groups.find(({ id }) => id === to)
  if (!called || called.capacity === undefined || !abilities.includes('tied')) return false
  return (called.role === 'store' ? called.replicas : called.count) > 1
}

type Where = Pick<CallPolicySpec, 'operations' | 'journeys'>

function drawPolicy(
  o: Options,
  name: string,
  edge: CallEdge,
  where: Where,
  all: readonly JourneySpec[],
  leastUs: number,
  mayTie: boolean,
): CallPolicySpec {
  const can = (ability: CallEdge['abilities'][number]) => edge.abilities.includes(ability)
  const meant = where.journeys ? all.filter(({ id }) => where.journeys?.includes(id)) : all
  const longestUs = Math.max(...meant.map(({ deadlineUs }) => deadlineUs))
  const timeoutUs = leastUs > 0 ? leastUs : Math.min(longestUs, o.scale(`${name}.timeoutUs`, 5_000, 500_000))
  const isTimed = leastUs > 0 || o.chance(`${name}.timed`, 0.6)
  const retries = can('retry') && o.chance(`${name}.retries`, 0.6)
  const repeatable = (where.operations ?? edge.operations).every((op) => op === 'read' || op === 'call')
  const hedges = can('hedge') && repeatable && o.chance(`${name}.hedges`, 0.5)
  const attempts = o.whole(`${name}.attempts`, 2, 6)
  const ties = hedges && mayTie && o.chance(`${name}.ties`, 0.5)
  return {
    from: edge.from,
    to: edge.to,
    ...where,
    ...(isTimed ? { timeoutUs } : {}),
    ...(can('deadline') && o.chance(`${name}.deadline`, 0.5) ? { deadline: true } : {}),
    ...(retries ? { retry: { attempts, ...drawBackoff(o, name) } } : {}),
    ...(hedges
      ? {
          hedge: {
            delayUs: o.whole(`${name}.hedgeUs`, 0, 4_999),
            maxAttempts: ties ? 2 : Math.max(2, attempts - 1),
            ...(ties ? { tied: true } : {}),
          },
        }
      : {}),
    ...(retries || hedges ? drawBounds(o, name) : {}),
    ...drawGuards(o, name, can('waiting'), can('shards')),
    ...(can('fallback') && o.chance(`${name}.fallsBack`, 0.5) ? { fallback: drawFallback(o, name) } : {}),
  }
}

function drawBackoff(o: Options, name: string): Omit<NonNullable<CallPolicySpec['retry']>, 'attempts'> {
  const backoffUs = o.scale(`${name}.backoffUs`, 100, 100_000)
  const bounded = o.chance(`${name}.bounded`, 0.5) ? { maxUs: backoffUs * 3 } : {}
  if (o.chance(`${name}.named`, 0.7)) {
    const strategy = o.oneOf(`${name}.strategy`, Object.keys(BACKOFFS) as BackoffName[])
    return { strategy, backoffUs, ...bounded }
  }
  return { backoffUs, multiplier: o.scale(`${name}.multiplier`, 1, 4), jitter: o.share(`${name}.jitter`), ...bounded }
}
function drawBounds(o: Options, name: string): Pick<CallPolicySpec, 'budget' | 'retryThrottle'> {
  return {
    ...(o.chance(`${name}.budgets`, 0.4)
      ? {
          budget: {
            ratio: o.share(`${name}.ratio`),
            minRetriesPerSecond: o.oneOf(`${name}.reserve`, [0, 1, 10]),
            ttlUs: o.oneOf(`${name}.ttlUs`, [100_000, 1_000_000, 10_000_000]),
          },
        }
      : {}),
    ...(o.chance(`${name}.throttlesRetries`, 0.3)
      ? {
          retryThrottle: { maxTokens: o.whole(`${name}.tokens`, 1, 20), tokenRatio: o.scale(`${name}.token`, 0.01, 1) },
        }
      : {}),
  }
}

function drawGuards(
  o: Options,
  name: string,
  mayWait: boolean,
  hasShards: boolean,
): Omit<CallPolicySpec, 'from' | 'to'> {
  const perShard = hasShards && o.chance(`${name}.perShard`, 0.5) ? { breakerPer: 'shard' as const } : {}
  const bound = o.oneOf(`${name}.bound`, ['none', 'none', 'bulkhead', 'fixed', 'aimd', 'gradient', 'vegas'])
  const waits = mayWait && o.chance(`${name}.waits`, 0.7)
  const most = o.whole(`${name}.most`, 1, 20)
  const waiting = waits
    ? { maxWaiting: o.oneOf(`${name}.maxWaiting`, [1, 10, 100]), maxWaitUs: o.scale(`${name}.waitUs`, 1_000, 500_000) }
    : {}
  return {
    ...(bound === 'bulkhead' ? { bulkhead: { maxConcurrent: most, ...waiting } } : {}),
    ...(bound === 'fixed' ? { limit: { kind: bound, limit: most } } : {}),
    ...(bound === 'aimd' || bound === 'gradient' || bound === 'vegas' ? { limit: { kind: bound } } : {}),
    ...(o.chance(`${name}.rated`, 0.2)
      ? { rateLimit: { perSecond: o.scale(`${name}.rate`, 1, 200), burst: o.whole(`${name}.burst`, 1, 20) } }
      : {}),
    ...(o.chance(`${name}.throttles`, 0.3)
      ? { throttle: { k: o.scale(`${name}.k`, 1, 4), windowUs: o.oneOf(`${name}.windowUs`, [120_000, 12_000_000]) } }
      : {}),
    ...(o.chance(`${name}.breaks`, 0.5) ? { breaker: drawBreaker(o, `${name}.breaker`), ...perShard } : {}),
  }
}

function drawBreaker(o: Options, name: string): NonNullable<CallPolicySpec['breaker']> {
  const openUs = o.scale(`${name}.openUs`, 10_000, 5_000_000)
  const kind = o.oneOf(name, ['preset', 'plain', 'whole'])
  if (kind === 'preset') return o.oneOf(`${name}.preset`, Object.keys(BREAKER_PRESETS) as BreakerPreset[])
  const failureRate = o.scale(`${name}.failureRate`, 0.01, 1)
  const trials = o.whole(`${name}.trials`, 1, 5)
  if (kind === 'plain') return { window: 20, minimumCalls: 5, failureRate, openUs, trials }
  const window = drawWindow(o, name)
  return {
    window,
    minimumCalls: o.whole(`${name}.minimumCalls`, 0, 10),
    failureRate,
    slowUs: o.scale(`${name}.slowUs`, 1_000, 500_000),
    slowRate: o.oneOf(`${name}.slowRate`, [0.5, 1, 2]),
    threshold: o.oneOf(`${name}.threshold`, ['reached', 'exceeded']),
    failuresInARow: o.oneOf(`${name}.inARow`, [0, 0, 1, 5]),
    judgedAfter: o.oneOf(`${name}.judgedAfter`, window.kind === 'clock' ? ['call', 'cell'] : ['call', 'failure']),
    counts: o.oneOf(`${name}.counts`, ['ended', 'asked']),
    openUs,
    opensFor: o.oneOf(`${name}.opensFor`, ['atLeast', 'longerThan']),
    trials,
    trialsJudged: o.oneOf(`${name}.trialsJudged`, ['each', 'together']),
    trialsLostUs: o.oneOf(`${name}.trialsLostUs`, [0, 20_000, 2_000_000]),
    trialsLost: o.oneOf(`${name}.trialsLost`, ['renewed', 'failed']),
    keepsWindow: o.chance(`${name}.keepsWindow`, 0.5),
  }
}
function drawWindow(o: Options, name: string): BreakerConfig['window'] {
  const kind = o.oneOf(`${name}.window`, ['count', 'clock', 'demand', 'rotation', 'all'])
  if (kind === 'count') return { kind, calls: o.whole(`${name}.calls`, 10, 100) }
  if (kind === 'all') return { kind }
  return { kind, cells: o.whole(`${name}.cells`, 1, 10), cellUs: o.scale(`${name}.cellUs`, 10_000, 1_000_000) }
}
function drawFallback(o: Options, name: string): NonNullable<CallPolicySpec['fallback']> {
  const last = { kind: o.oneOf(`${name}.fallback`, ['default', 'refuse']) }
  return o.chance(`${name}.fallsFirst`, 0.5) ? [{ kind: 'refuse', causes: ['breakerOpen', 'timeout'] }, last] : [last]
}
