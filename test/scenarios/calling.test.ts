import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallPolicySpec } from '../../src/scenarios/policies'
import { retryBudget } from '../../src/scenarios/presets/retryBudget'
import { retryStorm } from '../../src/scenarios/presets/retryStorm'
import { slowDependency, slowDependencyBreaker } from '../../src/scenarios/presets/slowDependency'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { callsSeen } from './callsSeen'

const SECOND = 1_000_000
const users = { from: 'customers', to: 'balancer' }

/** What users saw of a run from `fromUs` to `untilUs`. */
function played(scenario: Scenario, seed: number, fromUs: number, untilUs: number) {
  const world = World.build(validateScenario(scenario), seed)
  const seen = callsSeen(world, fromUs)
  world.run(untilUs)
  world.cluster.journal.flush()
  seen.tookUs.sort((a, b) => a - b)
  return { ...seen, world, p99Us: seen.tookUs[Math.floor(seen.tookUs.length * 0.99)] }
}
const storm = (...policies: CallPolicySpec[]): Scenario => ({ ...retryStorm, policies })

describe('a retry budget with jitter', () => {
  const healed = retryBudget
  it.each([1, 2, 3])(
    'lets the retry storm pass with its cause, where without it the outage stays (seed %i)',
    (seed) => {
      const [without, withBudget] = [retryStorm, healed].map((s) => played(s, seed, 80 * SECOND, 100 * SECOND))
      expect(without.ok / without.begun).toBeLessThan(0.5)
      expect(withBudget.ok / withBudget.begun).toBeGreaterThan(0.95)
    },
  )
  it('bounds retries: a tenth of the operations, and the reserve of one a second', () => {
    const { sentUs, begun, did } = played(healed, 1, 0, 70 * SECOND)
    expect(did.get('retryRejected budgetEmpty')).toBeGreaterThan(0)
    expect(sentUs.length - begun).toBeLessThanOrEqual(0.1 * begun + 80)
  })
})

describe('a breaker stands before any edge', () => {
  const guarded = { ...storefront, policies: [{ from: 'balancer', to: 'api', breaker: 'gobreaker' as const }] }
  it('counts, opens, and is commanded by the name of the called group', () => {
    const faults: Scenario['faults'] = [{ atUs: 2 * SECOND, kind: 'kill', target: { group: 'api' } }]
    const timed = [{ from: 'balancer', to: 'api', timeoutUs: 100_000, breaker: 'gobreaker' as const }]
    const dead = played({ ...guarded, policies: timed, faults }, 1, 0, 4 * SECOND)
    expect(dead.modes[0]).toBe('0 1')
    expect(dead.did.get('rejected breakerOpen')).toBeGreaterThan(100)
    const trip: Scenario['faults'] = [{ atUs: SECOND, kind: 'tripBreaker', target: { group: 'balancer' }, edge: 'api' }]
    expect(played({ ...guarded, faults: trip }, 1, 0, 2 * SECOND).modes).toHaveLength(1)
  })
})

describe('a balancer that begins anew', () => {
  // Found by the swarm (seed 11): a balancer that knows its instances came back without its guards.
  it.each(['roundRobin' as const, 'powerOfTwo' as const])(
    'still has its policies, and none of its past (%s)',
    (strategy) => {
      const groups = storefront.groups.map((g) => (g.role === 'balancer' ? { ...g, strategy } : g))
      const policies = [{ from: 'balancer', to: 'api', breaker: 'gobreaker' as const }]
      const target = { group: 'balancer' }
      const faults: Scenario['faults'] = [
        { atUs: SECOND, kind: 'openBreaker', target, edge: 'api' },
        { atUs: 2 * SECOND, kind: 'kill', target },
        { atUs: 3 * SECOND, kind: 'restart', target },
        { atUs: 4 * SECOND, kind: 'openBreaker', target, edge: 'api' },
      ]
      const run = played({ ...storefront, groups, policies, faults }, 1, 0, 5 * SECOND)
      expect(run.modes).toHaveLength(2)
      expect(new Set(run.modes).size).toBe(1)
    },
  )
})

describe('a dependency that hangs', () => {
  it.each([1, 2, 3])('takes others down with it, unless a breaker stands before it (seed %i)', (seed) => {
    const [without, behind] = [slowDependency, slowDependencyBreaker].map((s) =>
      played(s, seed, 50 * SECOND, 65 * SECOND),
    )
    expect(without.did.get('rejected bulkheadFull')).toBeGreaterThan(100)
    expect(without.ok / without.begun).toBeLessThan(0.1)
    expect(behind.ok / behind.begun).toBeGreaterThan(0.99)
  })
})

describe('a hedged read', () => {
  const slow: Scenario = {
    ...storefront,
    faults: [{ atUs: 0, kind: 'slow', target: { node: 'shard-1a' }, factor: 12 }],
  }
  const hedged = [
    { from: 'api', to: 'store', timeoutUs: 250_000, retry: { attempts: 3, backoffUs: 20_000 } },
    {
      from: 'api',
      to: 'store',
      operations: ['read' as const],
      timeoutUs: 250_000,
      retry: { attempts: 3, backoffUs: 20_000 },
      hedge: { delayUs: 60_000, maxAttempts: 2 },
    },
  ]
  it.each([1, 2])('asks another replica, and cuts the tail (seed %i)', (seed) => {
    const [plain, quick] = [slow, { ...slow, policies: hedged }].map((s) => played(s, seed, 5 * SECOND, 15 * SECOND))
    expect(quick.did.get('hedged none')).toBeGreaterThan(0)
    expect(quick.p99Us).toBeLessThan(0.8 * plain.p99Us)
  })
})

describe('whatever the policies', () => {
  const parts = {
    timeoutUs: fc.integer({ min: 20_000, max: 400_000 }),
    breaker: fc.constantFrom('hystrix' as const, 'gobreaker' as const, 'resilience4j' as const),
    rateLimit: fc.constant({ perSecond: 100, burst: 10 }),
    throttle: fc.constant({ k: 2, windowUs: 120_000 }),
  }
  const limit = fc.constantFrom<NonNullable<CallPolicySpec['limit']>>(
    { kind: 'fixed', limit: 8 },
    { kind: 'vegas' },
    { kind: 'aimd' },
  )
  const some = fc.record(parts, { requiredKeys: [] })
  const limited = fc.record({ ...parts, limit }, { requiredKeys: [] })
  const retry = fc.record({ attempts: fc.integer({ min: 2, max: 6 }), backoffUs: fc.integer({ min: 0, max: 50_000 }) })
  it('no operation is sent more often than its policy allows, and nothing stays behind', () => {
    fc.assert(
      fc.property(limited, some, retry, fc.boolean(), (own, inner, again, waits) => {
        const bulkhead = { maxConcurrent: 5, ...(waits ? { maxWaiting: 20, maxWaitUs: 50_000 } : {}) }
        const policies = [
          { ...users, ...own, retry: again },
          { from: 'balancer', to: 'web', ...inner, bulkhead },
        ]
        const run = played(storm(...policies), 7, 0, 3 * SECOND)
        expect(run.sentUs.length).toBeLessThanOrEqual(run.begun * again.attempts)
        for (const { state } of run.world.cluster.nodes) {
          for (const guard of (
            state as {
              guards?: { underWay: Map<number, unknown>; inflight: number; bulkhead: { running: number } | null }[]
            }
          )?.guards ?? []) {
            expect(guard.inflight).toBe(guard.underWay.size)
            if (guard.bulkhead) expect(guard.bulkhead.running).toBe(guard.underWay.size)
            if (guard.bulkhead) expect(guard.bulkhead.running).toBeLessThanOrEqual(5)
          }
        }
      }),
      { numRuns: 15 },
    )
  })
})
