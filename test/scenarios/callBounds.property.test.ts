/** What policies of calls promise whatever else they say: no attempt outlives its operation, and retries stay within their budget. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND, STRIDE, TYPE, timeOf } from '../../src/cluster'
import type { BackoffName } from '../../src/resilience/backoff'
import { BACKOFFS } from '../../src/resilience/backoff'
import type { CallPolicySpec } from '../../src/scenarios/policies'
import { retryStorm } from '../../src/scenarios/presets/retryStorm'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { API_TIMER } from '../../src/services/api/request'

const MS = 1_000
const SECOND = 1_000_000
const seeds = fc.integer({ min: 1, max: 1_000 })
const retry = fc.record({
  attempts: fc.integer({ min: 2, max: 6 }),
  strategy: fc.constantFrom(...(Object.keys(BACKOFFS) as BackoffName[])),
  backoffUs: fc.integer({ min: 1, max: 20 * MS }),
  maxUs: fc.constant(50 * MS),
})

describe('with deadline propagation', () => {
  const TRIES: readonly number[] = [
    API_TIMER.store,
    API_TIMER.backoff,
    API_TIMER.cache,
    API_TIMER.recommend,
    API_TIMER.submit,
    API_TIMER.again,
  ]
  /** Attempts and waits of API servers, and how many of them would end after their operation's deadline. */
  function timed(policies: CallPolicySpec[], deadlineUs: number, seed: number) {
    const groups = storefront.groups.map((group) =>
      group.role !== 'clients'
        ? group
        : { ...group, journeys: group.journeys.map((journey) => ({ ...journey, deadlineUs, retry: undefined })) },
    )
    const faults: Scenario['faults'] = ['store', 'recommendations', 'cache', 'jobs'].map((group, i) => ({
      atUs: i * 300 * MS,
      kind: 'slow',
      target: { group },
      factor: 20,
    }))
    const world = World.build(validateScenario({ ...storefront, groups, policies, faults }), seed)
    const { cluster } = world
    const invokedUs = new Map<number, number>()
    cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) {
        const at = i * STRIDE
        if ((words[at] & 255) === KIND.INVOKE && words[at + 1] === 0) invokedUs.set(words[at + 2], timeOf(words, i))
      }
    })
    const ends: { endUs: number; count: number }[] = []
    const setTimer = cluster.setTimer.bind(cluster)
    const startTimeout = cluster.startTimeout.bind(cluster)
    const note = (role: string, kind: number, origin: number, count: number, delayUs: number) => {
      if (role === 'api' && origin === 0 && TRIES.includes(kind)) ends.push({ endUs: cluster.nowUs + delayUs, count })
    }
    cluster.setTimer = (node, delayUs, kind, origin, count, ...rest) => {
      note(node.role, kind, origin, count, delayUs)
      return setTimer(node, delayUs, kind, origin, count, ...rest)
    }
    cluster.startTimeout = (node, lane, delayUs, kind, origin, count, ...rest) => {
      note(node.role, kind, origin, count, delayUs)
      return startTimeout(node, lane, delayUs, kind, origin, count, ...rest)
    }
    world.run(3 * SECOND)
    cluster.journal.flush()
    const late = ends.filter(({ endUs, count }) => endUs > (invokedUs.get(count) as number) + deadlineUs)
    return { attempts: ends.length, late: late.length }
  }
  const timeoutUs = fc.integer({ min: 20 * MS, max: 100 * MS })
  const hedge = fc.constantFrom(undefined, { delayUs: 5 * MS, maxAttempts: 3 })
  const edges = fc.tuple(
    fc.record({ timeoutUs, retry }),
    fc.record({ timeoutUs, retry }),
    fc.record({ timeoutUs, hedge, retry }),
    fc.record({ timeoutUs }),
    fc.record({ timeoutUs }),
  )
  const entries = (
    deadline: boolean,
    [store, dependency, read, cache, jobs]: [object, object, object, object, object],
  ) => [
    { from: 'api', to: 'store', deadline, ...store },
    { from: 'api', to: 'store', operations: ['read' as const], deadline, ...read },
    { from: 'api', to: 'recommendations', deadline, ...dependency },
    { from: 'api', to: 'cache', deadline, ...cache },
    { from: 'api', to: 'jobs', deadline, ...jobs },
  ]
  it('no attempt, and no wait before one, reaches beyond the deadline of its operation', () => {
    fc.assert(
      fc.property(edges, fc.integer({ min: 100 * MS, max: 400 * MS }), seeds, (drawn, deadlineUs, seed) => {
        const { attempts, late } = timed(entries(true, drawn), deadlineUs, seed)
        expect(attempts).toBeGreaterThan(100)
        expect(late).toBe(0)
      }),
      { numRuns: 15 },
    )
  })
  it('without it, attempts do', () => {
    const slow = { timeoutUs: 100 * MS, retry: { attempts: 3, backoffUs: 10 * MS } }
    const plain = { timeoutUs: 100 * MS }
    expect(timed(entries(false, [slow, slow, slow, plain, plain]), 120 * MS, 1).late).toBeGreaterThan(0)
  })
})

describe('a retry budget', () => {
  interface Budget {
    ratio: number
    minRetriesPerSecond: number
    ttlUs: number
  }
  const CELL = 0.1 // of the window: what the budget forgets at once
  /** By how many retries and copies a window of the run exceeded what the budget grants in it; none: at most 0. */
  function excess(policy: Partial<CallPolicySpec>, { ratio, minRetriesPerSecond, ttlUs }: Budget, seed: number) {
    const policies = [{ from: 'customers', to: 'balancer', timeoutUs: 200 * MS, ...policy }]
    const faults: Scenario['faults'] = [{ atUs: SECOND, kind: 'slow', target: { group: 'web' }, factor: 8 }]
    const world = World.build(validateScenario({ ...retryStorm, policies, faults }), seed)
    const longestWaitUs = 50 * MS
    const begunUs: number[] = []
    const againUs: number[] = []
    const sent = new Set<number>()
    world.cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) {
        const at = i * STRIDE
        const kind = words[at] & 255
        if (kind === KIND.INVOKE && words[at + 1] === 0) begunUs.push(timeOf(words, i))
        if (kind !== KIND.SENT || words[at] >>> 8 !== TYPE.request) continue
        if (world.cluster.links[words[at + 1]].from.index !== 0) continue
        if (sent.has(words[at + 3])) againUs.push(timeOf(words, i))
        sent.add(words[at + 3])
      }
    })
    world.run(5 * SECOND)
    world.cluster.journal.flush()
    const within = (times: number[], fromUs: number, toUs: number) =>
      times.filter((us) => us > fromUs && us <= toUs).length
    const reserve = (minRetriesPerSecond * ttlUs) / SECOND
    const over = againUs.map((us) => {
      const made = within(againUs, us - ((1 - CELL) * ttlUs - longestWaitUs), us)
      return made - reserve - ratio * within(begunUs, us - ttlUs - longestWaitUs, us)
    })
    return { retries: againUs.length, most: Math.max(-Infinity, ...over) }
  }
  const budget = fc.record({
    ratio: fc.constantFrom(0, 0.05, 0.1, 0.5),
    minRetriesPerSecond: fc.constantFrom(0, 1, 10),
    ttlUs: fc.constantFrom(500 * MS, SECOND, 10 * SECOND),
  })
  const hedge = fc.constantFrom(undefined, { delayUs: 60 * MS, maxAttempts: 3 })
  const breaker = fc.constantFrom(undefined, 'hystrix' as const, 'gobreaker' as const)
  it('is never exceeded by retries and hedged copies, in any stretch of time', () => {
    fc.assert(
      fc.property(budget, retry, hedge, breaker, seeds, (granted, again, copies, guard, seed) => {
        const policy = { retry: again, hedge: copies, breaker: guard, budget: granted }
        expect(excess(policy, granted, seed).most).toBeLessThanOrEqual(1e-6)
      }),
      { numRuns: 25 },
    )
  })
  it('is used, and without it retries would exceed it', () => {
    const policy = { retry: { attempts: 4, backoffUs: 10 * MS, maxUs: 50 * MS } }
    const granted = { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: SECOND }
    expect(excess({ ...policy, budget: granted }, granted, 1).retries).toBeGreaterThan(20)
    expect(excess(policy, granted, 1).most).toBeGreaterThan(10)
  })
})
