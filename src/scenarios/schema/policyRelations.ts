/**
 * Whether policies fit the edges that they are for, and their parts each other: what is impossible or contradicts itself is refused
 * with the field that says it.
 */
import { AIMD_DEFAULTS, GRADIENT2_DEFAULTS } from '../../resilience/limit'
import type { CallEdge, EdgeAbility } from '../policies/edges'
import { callEdges } from '../policies/edges'
import { covers, specificity } from '../policies/effective'
import type { CallOperation, CallPolicySpec } from '../policies/spec'
import { refusal } from '../refusal'
import type { JourneySpec, Scenario } from '../scenario'

type Refuse = (field: string, problem: string, allowed: string, got: unknown) => Error

/** Throws scenario.invalid at the first policy that cannot be. Groups, their names and relations must have been checked. */
export function checkPolicies(scenario: Scenario): void {
  const { policies = [] } = scenario
  const edges = callEdges(scenario)
  const journeys = scenario.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
  policies.forEach((policy, i) => {
    const refuse: Refuse = (field, problem, allowed, got) =>
      refusal('scenario.invalid', { field: `policies[${i}].${field}`, problem, allowed, got })
    const edge = edges.find(({ from, to }) => from === policy.from && to === policy.to)
    if (!edge) {
      const allowed = edges.map(({ from, to }) => `${from} to ${to}`).join(', ')
      throw refuse('to', 'noSuchEdge', allowed, `${policy.from} to ${policy.to}`)
    }
    checkAgainst(edge, edges, policy, journeys, refuse)
    checkAlone(policy, edge, policies.slice(0, i), journeys, refuse)
    checkRetries(policy, refuse)
    checkTimes(policy, journeys, refuse)
    checkTied(scenario, policy, refuse)
    checkGuards(policy, refuse)
  })
}

const NEEDS: [keyof CallPolicySpec, EdgeAbility][] = [
  ['journeys', 'journeys'],
  ['retry', 'retry'],
  ['hedge', 'hedge'],
  ['fallback', 'fallback'],
  ['deadline', 'deadline'],
  ['breakerPer', 'shards'],
]
function checkAgainst(
  edge: CallEdge,
  edges: readonly CallEdge[],
  policy: CallPolicySpec,
  journeys: readonly JourneySpec[],
  refuse: Refuse,
): void {
  const { operations = edge.operations } = policy
  operations.forEach((op, i) => {
    if (!edge.operations.includes(op)) throw refuse(`operations[${i}]`, 'notOneOf', edge.operations.join(', '), op)
  })
  policy.journeys?.forEach((id, i) => {
    const names = journeys.map((journey) => journey.id)
    if (!names.includes(id)) throw refuse(`journeys[${i}]`, 'unknownJourney', names.join(', '), id)
  })
  for (const [field, ability] of NEEDS)
    if (policy[field] !== undefined && !edge.abilities.includes(ability))
      throw refuse(field, 'notOnThisEdge', able(edges, ability), `${edge.from} to ${edge.to}`)
  const { bulkhead, hedge } = policy
  if (bulkhead?.maxWaiting && !edge.abilities.includes('waiting'))
    throw refuse('bulkhead.maxWaiting', 'notOnThisEdge', able(edges, 'waiting'), bulkhead.maxWaiting)
  if (hedge?.tied && !edge.abilities.includes('tied'))
    throw refuse('hedge.tied', 'notOnThisEdge', able(edges, 'tied'), `${edge.from} to ${edge.to}`)
  const once = operations.find((op) => !isRepeatable(op))
  if (hedge && once) throw refuse('hedge', 'notRepeatable', 'read, call', once)
}
function able(edges: readonly CallEdge[], ability: EdgeAbility): string {
  return edges
    .flatMap(({ from, to, abilities }) => (abilities.includes(ability) ? [`${from} to ${to}`] : []))
    .join(', ')
}
/** Asked twice at once, it has no effect twice. */
function isRepeatable(op: CallOperation): boolean {
  return op === 'read' || op === 'call' || op === 'recommend' || op === 'lookUp'
}

/** No other entry that is as specific speaks of the same operation. */
function checkAlone(
  policy: CallPolicySpec,
  edge: CallEdge,
  others: readonly CallPolicySpec[],
  journeys: readonly JourneySpec[],
  refuse: Refuse,
): void {
  const same = others.filter((other) => other.from === policy.from && specificity(other) === specificity(policy))
  for (const op of edge.operations)
    for (const { id } of journeys)
      if (covers(policy, edge.to, op, id) && same.some((other) => covers(other, edge.to, op, id)))
        throw refuse('operations', 'duplicate', '', policy.journeys ? `${id} ${op}` : op)
}

function checkRetries({ retry, hedge, budget, retryThrottle }: CallPolicySpec, refuse: Refuse): void {
  const repeats = (retry?.attempts ?? 1) > 1 || hedge !== undefined
  if (budget && !repeats) throw refuse('budget', 'needsRetry', 'retry, hedge', '{}')
  if (retryThrottle && !repeats) throw refuse('retryThrottle', 'needsRetry', 'retry, hedge', '{}')
  if (!retry) return
  const { strategy, backoffUs, maxUs, multiplier, jitter } = retry
  if (strategy && multiplier !== undefined) throw refuse('retry.multiplier', 'strategySays', 'strategy', multiplier)
  if (strategy && jitter !== undefined) throw refuse('retry.jitter', 'strategySays', 'strategy', jitter)
  if (maxUs !== undefined && maxUs < backoffUs) throw refuse('retry.maxUs', 'lessThanFirst', String(backoffUs), maxUs)
}

/** An attempt that may take longer than its operation has is no attempt's limit; a copy that comes after it never comes. */
function checkTimes(policy: CallPolicySpec, journeys: readonly JourneySpec[], refuse: Refuse): void {
  const { timeoutUs, hedge, deadline } = policy
  if (timeoutUs === undefined) return
  const meant = policy.journeys ? journeys.filter(({ id }) => policy.journeys?.includes(id)) : journeys
  const longestUs = Math.max(0, ...meant.map(({ deadlineUs }) => deadlineUs))
  if ((deadline || policy.journeys) && timeoutUs > longestUs)
    throw refuse('timeoutUs', 'aboveDeadline', `1 to ${longestUs}`, timeoutUs)
  if (hedge && hedge.delayUs >= timeoutUs)
    throw refuse('hedge.delayUs', 'neverComes', `0 to ${timeoutUs - 1}`, hedge.delayUs)
}

/** One of the two is called off by the other's server, over a link of theirs, out of a queue. */
function checkTied({ links, groups }: Scenario, { hedge, to }: CallPolicySpec, refuse: Refuse): void {
  if (!hedge?.tied) return
  if (hedge.maxAttempts !== 2) throw refuse('hedge.maxAttempts', 'tiedInPairs', '2', hedge.maxAttempts)
  if (!links.some((link) => link.from === to && link.to === to))
    throw refuse('hedge.tied', 'tiedNeedsLinks', `${to} to ${to}`, true)
  if (groups.find(({ id }) => id === to)?.capacity === undefined)
    throw refuse('hedge.tied', 'tiedNeedsQueue', `${to}.capacity`, true)
}

function checkGuards(policy: CallPolicySpec, refuse: Refuse): void {
  const { bulkhead, limit, breaker, breakerPer, fallback } = policy
  if (bulkhead && limit) throw refuse('limit', 'boundTwice', 'bulkhead, limit', limit.kind)
  if (bulkhead && !bulkhead.maxWaiting !== !bulkhead.maxWaitUs)
    throw refuse('bulkhead.maxWaitUs', 'waitingNeedsBoth', 'maxWaiting, maxWaitUs', bulkhead.maxWaitUs)
  if (limit?.kind === 'aimd' || limit?.kind === 'gradient') {
    const { initial, min, max } = { ...(limit.kind === 'aimd' ? AIMD_DEFAULTS : GRADIENT2_DEFAULTS), ...limit }
    if (min > max) throw refuse('limit.min', 'outOfRange', `1 to ${max}`, min)
    if (initial < min || initial > max) throw refuse('limit.initial', 'outOfRange', `${min} to ${max}`, initial)
  }
  if (breakerPer && breaker === undefined) throw refuse('breakerPer', 'needsBreaker', 'breaker', breakerPer)
  if (typeof breaker === 'object') checkBreaker(breaker, refuse)
  const always = fallback?.findIndex(({ causes }) => causes === undefined) ?? -1
  if (fallback && always >= 0 && always < fallback.length - 1)
    throw refuse(`fallback[${always + 1}]`, 'neverReached', '', fallback[always + 1].kind)
}
function checkBreaker(breaker: Exclude<NonNullable<CallPolicySpec['breaker']>, string>, refuse: Refuse): void {
  const { window, minimumCalls } = breaker
  const calls = typeof window === 'number' ? window : window.kind === 'count' ? window.calls : Infinity
  if (minimumCalls > calls) throw refuse('breaker.minimumCalls', 'outOfRange', `0 to ${calls}`, minimumCalls)
  if (!('slowRate' in breaker)) return
  if (breaker.failureRate > 1 && breaker.slowRate > 1 && breaker.failuresInARow === 0)
    throw refuse('breaker.failureRate', 'neverOpens', '0 to 1', breaker.failureRate)
  if (breaker.judgedAfter === 'cell' && typeof window === 'object' && window.kind !== 'clock')
    throw refuse('breaker.judgedAfter', 'needsClock', 'call, failure', breaker.judgedAfter)
}
