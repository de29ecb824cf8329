/** A store with idempotency forgets: retries that could come after that are refused, by the rate of writes and the longest waits. */
import { describe, expect, it } from 'vitest'
import { modeOf } from '../../src/scenarios/modes'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { attemptsRemembered } from '../../src/scenarios/schema/remembering'
import { changed, refusalOf } from './gate'

/** Storefront on another store, with this many orders a second and this many attempts of 1 s at the store. */
function shop(mode: ReplicationSpec['mode'], ordersPerSecond: number, attempts: number, more: object = {}): Scenario {
  const { groups } = PRESETS.storefront
  return {
    ...PRESETS.storefront,
    groups: groups.map((group) => {
      if (group.role === 'store')
        return { ...group, replication: { ...modeOf({ mode }).defaults(group.replicas), ...more } }
      if (group.role === 'api') return { ...group, storeRetry: { attempts, timeoutUs: 1_000_000, backoffUs: 0 } }
      if (group.role !== 'clients') return group
      const [journey] = group.journeys
      const steps = [{ op: 'write', key: 'order', w: 2 } as const]
      return { ...group, journeys: [{ id: journey.id, ratePerSecond: ordersPerSecond, deadlineUs: 9_000_000, steps }] }
    }),
  }
}
const api = (scenario: Scenario): number => scenario.groups.findIndex(({ role }) => role === 'api')

describe('retries', () => {
  it('that outlive half of what the store remembers at this rate are refused, with how many there may be', () => {
    // 512 writes of a shard's log, half of them: 100 a second for 2.56 s.
    expect(() => validateScenario(shop('primary', 100, 2))).not.toThrow()
    const scenario = shop('primary', 100, 3)
    expect(refusalOf(() => validateScenario(scenario))).toMatchObject({
      code: 'scenario.invalid',
      field: `groups[${api(scenario)}].storeRetry.attempts`,
      problem: 'outlivesRecords',
      allowed: '1 to 2',
    })
    expect(() => validateScenario(shop('primary', 80, 3))).not.toThrow()
  })
  it('may go on where nothing is remembered anyhow', () => {
    expect(() => validateScenario(shop('primary', 100, 9, { idempotency: false }))).not.toThrow()
    expect(() => validateScenario(shop('quorum', 100, 9))).not.toThrow()
  })
  it('may go on for longer where more is remembered, and for ten minutes where that is by time', () => {
    const most = (mode: ReplicationSpec['mode'], more?: object): number => {
      const scenario = shop(mode, 500, 100, more)
      const from = scenario.groups[api(scenario)]
      return attemptsRemembered(scenario, { from: from.id, to: 'store', ...retrying(100) })
    }
    const retrying = (attempts: number) => ({ timeoutUs: 1_000_000, retry: { attempts, backoffUs: 0 } })
    expect(most('primary')).toBe(1)
    expect(most('raft')).toBe(4)
    expect(most('twoPhaseCommit')).toBe(4)
    expect(most('dynamo')).toBe(100)
    expect(most('dynamo', { idempotency: true })).toBe(4)
    expect(most('spanner')).toBe(100)
  })
  it('count with their longest waits, whatever the jitter', () => {
    const scenario = shop('primary', 100, 1)
    const { id } = scenario.groups[api(scenario)]
    const most = (retry: object) =>
      attemptsRemembered(scenario, {
        from: id,
        to: 'store',
        timeoutUs: 1_000,
        retry: { attempts: 10, backoffUs: 100_000, ...retry },
      })
    expect(most({ strategy: 'fullJitter' })).toBe(5) // 0.1 + 0.2 + 0.4 + 0.8 s, and with 1.6 s more it is too long
    expect(most({ strategy: 'decorrelatedJitter' })).toBe(3) // 0.3 + 0.9 s, then 2.7
    expect(most({ strategy: 'fullJitter', maxUs: 100_000 })).toBe(10)
  })
  it('of clients count until their deadline, which may be too late by itself', () => {
    const scenario = shop('primary', 100, 1)
    const retry = { attempts: 2, timeoutUs: 2_000_000, backoffUs: 0 }
    const at = scenario.groups.findIndex(({ role }) => role === 'clients')
    expect(refusalOf(() => validateScenario(changed(`groups.${at}.journeys.0.retry`, retry, scenario)))).toMatchObject({
      field: `groups[${at}].journeys[0].deadlineUs`,
      problem: 'outlivesRecords',
    })
  })
  it('of clients count with what a queue on their way may keep them in line', () => {
    /** The customers' requests reach the API through a queue of so many places in line; 5 s for each that goes before, by twos. */
    const lined = (slots: number, ordersPerSecond: number): Scenario => {
      const scenario = shop('twoPhaseCommit', ordersPerSecond, 1)
      const service = { kind: 'constant', us: 1_000 } as const
      const groups = scenario.groups.map((group): Scenario['groups'][number] => {
        if (group.role === 'balancer') return { ...group, calls: 'line' }
        if (group.role === 'api') return { ...group, capacity: { workers: 2, queue: 0, service } }
        if (group.role !== 'clients') return group
        const retry = { attempts: 2, timeoutUs: 2_000_000, backoffUs: 0 }
        return { ...group, journeys: group.journeys.map((journey) => ({ ...journey, retry })) }
      })
      const zones = [scenario.zones[0]]
      const line = { id: 'line', role: 'queue', count: 1, zones, slots, calls: 'api' } as const
      const links = [...scenario.links, { from: 'balancer', to: 'line' }, { from: 'line', to: 'api' }]
      return { ...scenario, groups: [...groups, line], links }
    }
    // 4,096 writes, half of them: 100 a second for 20.48 s, of which 9 s are the deadline and half a second the attempt.
    expect(() => validateScenario(lined(4, 100))).not.toThrow()
    expect(refusalOf(() => validateScenario(lined(5, 100)))).toMatchObject({ problem: 'outlivesRecords' })
    expect(() => validateScenario(lined(5, 50))).not.toThrow()
  })
  it('are refused of a policy too', () => {
    const scenario = shop('primary', 100, 1)
    const { id } = scenario.groups[api(scenario)]
    const policies = [{ from: id, to: 'store', retry: { attempts: 9, backoffUs: 0 } }]
    expect(refusalOf(() => validateScenario({ ...scenario, policies }))).toMatchObject({
      field: 'policies[0].retry.attempts',
      problem: 'outlivesRecords',
      allowed: '1 to 5',
    })
  })
})
