import { describe, expect, it } from 'vitest'
import { BREAKER_PRESETS } from '../../src/resilience/breaker'
import { callEdges, entriesOf, policiesOf } from '../../src/scenarios/policies'
import type { CallPolicySpec } from '../../src/scenarios/policies'
import { retryStorm } from '../../src/scenarios/presets/retryStorm'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'

const toApi = { from: 'balancer', to: 'api' }
const toStore = { from: 'api', to: 'store' }
const toRecommendations = { from: 'api', to: 'recommendations' }
const customers = { from: 'customers', to: 'balancer' }
const retry = { attempts: 3, backoffUs: 10_000 }

const withPolicies = (...policies: CallPolicySpec[]): Scenario => validateScenario({ ...storefront, policies })
/** Field and problem of the refusal. */
function refusal(...policies: object[]): string {
  try {
    validateScenario({ ...storefront, policies })
  } catch (error) {
    const { field, problem } = (error as { params: Record<string, string> }).params
    return `${field} ${problem}`
  }
  return 'taken'
}
const members = (): readonly number[] => [7]
function of(scenario: Scenario, id: string) {
  return policiesOf(
    scenario,
    scenario.groups.find((group) => group.id === id)!,
    members,
  )
}

describe('edges', () => {
  it('are those over which a scenario’s groups call each other, with what travels them', () => {
    expect(callEdges(storefront).map(({ from, to, operations }) => `${from} ${to}: ${operations.join(' ')}`)).toEqual([
      'customers balancer: read write submit',
      'balancer api: read write submit',
      'api store: read write transfer',
      'api recommendations: recommend',
      'api cache: lookUp',
      'api jobs: submit',
      'worker store: write',
    ])
  })
})

describe('which policy holds', () => {
  it('is what the groups’ own fields say, where nothing else is listed', () => {
    const { policy, guards } = of(storefront, 'api')
    expect(policy('store', 'read', 1)).toMatchObject({ attempts: 3, timeoutUs: 250_000, guard: -1 })
    expect(policy('recommendations', 'recommend', 1)).toMatchObject({ attempts: 1, timeoutUs: 150_000, guard: 0 })
    expect(guards).toHaveLength(1)
    const browse = of(retryStorm, 'customers').policy('balancer', 'call', 0, 'browse')
    expect(browse).toMatchObject({ attempts: 4, timeoutUs: 300_000, backoff: { backoffUs: 20_000 } })
  })

  it('a listed entry replaces them as a whole', () => {
    const { policy, guards } = of(withPolicies({ ...toRecommendations, timeoutUs: 90_000 }), 'api')
    expect(policy('recommendations', 'recommend', 1)).toMatchObject({ timeoutUs: 90_000, guard: -1 })
    expect(guards).toHaveLength(1) // of the field that no longer holds
  })

  it('journeys tell more than operations, and operations more than neither', () => {
    const scenario = withPolicies(
      { ...customers, retry: { ...retry, attempts: 2 } },
      { ...customers, operations: ['read'], retry: { ...retry, attempts: 3 } },
      { ...customers, journeys: ['dashboard'], retry: { ...retry, attempts: 4 } },
    )
    const { policy } = of(scenario, 'customers')
    expect(policy('balancer', 'submit', 0, 'report').attempts).toBe(2)
    expect(policy('balancer', 'read', 0, 'checkout').attempts).toBe(3)
    expect(policy('balancer', 'read', 0, 'dashboard').attempts).toBe(4)
  })

  it('operations of one entry share one guard; a breaker may be a library’s by name', () => {
    const { policy, guards } = of(withPolicies({ ...toStore, breaker: 'hystrix' }), 'api')
    expect(policy('store', 'read', 1).guard).toBe(policy('store', 'write', 1).guard)
    expect(guards[0].breaker).toBe(BREAKER_PRESETS.hystrix)
    expect(entriesOf(storefront, storefront.groups[0])).toEqual([])
  })
})

describe('what cannot be is refused, with the field and the reason', () => {
  const breaker = { ...BREAKER_PRESETS.resilience4j }
  it.each<[string, object[]]>([
    ['policies[0].to noSuchEdge', [{ from: 'customers', to: 'store' }]],
    ['policies[0].operations[0] notOneOf', [{ ...toRecommendations, operations: ['write'] }]],
    ['policies[0].operations[0] notOneOf', [{ ...customers, operations: ['fly'] }]],
    ['policies[0].journeys notOnThisEdge', [{ ...toStore, journeys: ['checkout'] }]],
    ['policies[0].journeys[0] unknownJourney', [{ ...customers, journeys: ['flight'] }]],
    ['policies[0].retry notOnThisEdge', [{ ...toApi, retry }]],
    ['policies[0].fallback notOnThisEdge', [{ ...toStore, fallback: [{ kind: 'default' }] }]],
    ['policies[0].deadline notOnThisEdge', [{ ...toApi, deadline: true }]],
    [
      'policies[0].bulkhead.maxWaiting notOnThisEdge',
      [{ ...toStore, bulkhead: { maxConcurrent: 4, maxWaiting: 2, maxWaitUs: 9 } }],
    ],
    ['policies[0].hedge notRepeatable', [{ ...toStore, hedge: { delayUs: 9, maxAttempts: 2 } }]],
    ['policies[0].hedge notRepeatable', [{ ...toStore, operations: ['write'], hedge: { delayUs: 9, maxAttempts: 2 } }]],
    [
      'policies[0].hedge.maxAttempts outOfRange',
      [{ ...toStore, operations: ['read'], hedge: { delayUs: 9, maxAttempts: 6 } }],
    ],
    [
      'policies[0].hedge.delayUs neverComes',
      [{ ...toStore, operations: ['read'], timeoutUs: 100, hedge: { delayUs: 100, maxAttempts: 2 } }],
    ],
    [
      'policies[0].budget needsRetry',
      [{ ...toStore, budget: { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: 1_000_000 } }],
    ],
    ['policies[0].retryThrottle needsRetry', [{ ...toStore, retryThrottle: { maxTokens: 10, tokenRatio: 0.1 } }]],
    [
      'policies[0].budget.ttlUs notMultiple',
      [{ ...toStore, retry, budget: { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: 15 } }],
    ],
    ['policies[0].retry.attempts outOfRange', [{ ...toStore, retry: { ...retry, attempts: 21 } }]],
    ['policies[0].retry.maxUs lessThanFirst', [{ ...toStore, retry: { ...retry, maxUs: 9 } }]],
    ['policies[0].retry.jitter strategySays', [{ ...toStore, retry: { ...retry, strategy: 'fixed', jitter: 1 } }]],
    ['policies[0].timeoutUs aboveDeadline', [{ ...customers, journeys: ['dashboard'], timeoutUs: 1_000_001 }]],
    ['policies[0].timeoutUs aboveDeadline', [{ ...toStore, deadline: true, timeoutUs: 2_000_001 }]],
    [
      'policies[0].limit boundTwice',
      [{ ...toStore, bulkhead: { maxConcurrent: 4 }, limit: { kind: 'fixed', limit: 4 } }],
    ],
    ['policies[0].bulkhead.maxWaitUs waitingNeedsBoth', [{ ...toApi, bulkhead: { maxConcurrent: 4, maxWaiting: 2 } }]],
    ['policies[0].limit.initial outOfRange', [{ ...toStore, limit: { kind: 'aimd', initial: 3 } }]],
    ['policies[0].limit.limit outOfRange', [{ ...toStore, limit: { kind: 'fixed', limit: 1_000_000 } }]],
    ['policies[0].breaker notOneOf', [{ ...toStore, breaker: 'fuse' }]],
    ['policies[0].breakerPer needsBreaker', [{ ...toStore, breakerPer: 'shard' }]],
    ['policies[0].breakerPer notOnThisEdge', [{ ...toApi, breaker: 'polly', breakerPer: 'shard' }]],
    [
      'policies[0].breaker.minimumCalls outOfRange',
      [{ ...toStore, breaker: { window: 5, minimumCalls: 6, failureRate: 0.5, openUs: 1, trials: 1 } }],
    ],
    ['policies[0].breaker.minimumCalls outOfRange', [{ ...toStore, breaker: { ...breaker, minimumCalls: 101 } }]],
    [
      'policies[0].breaker.failureRate neverOpens',
      [{ ...toStore, breaker: { ...breaker, failureRate: 2, slowRate: 2 } }],
    ],
    ['policies[0].breaker.judgedAfter needsClock', [{ ...toStore, breaker: { ...breaker, judgedAfter: 'cell' } }]],
    [
      'policies[0].fallback[1] neverReached',
      [{ ...toRecommendations, fallback: [{ kind: 'default' }, { kind: 'refuse' }] }],
    ],
    [
      'policies[1].operations duplicate',
      [
        { ...toStore, operations: ['read'] },
        { ...toStore, operations: ['write', 'read'] },
      ],
    ],
    ['policies[0].rateLimit.burst outOfRange', [{ ...toStore, rateLimit: { perSecond: 5, burst: 0 } }]],
  ])('%s', (told, policies) => {
    expect(refusal(...policies)).toBe(told)
  })

  it('and what can be is taken', () => {
    expect(
      refusal(
        {
          ...customers,
          retry: { attempts: 3, strategy: 'decorrelatedJitter', backoffUs: 10, maxUs: 99 },
          budget: { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: 1_000_000 },
        },
        { ...toApi, timeoutUs: 900_000, bulkhead: { maxConcurrent: 40, maxWaiting: 9, maxWaitUs: 5_000 } },
        { ...toStore, deadline: true, breaker: 'gobreaker', limit: { kind: 'vegas' } },
        { ...toStore, operations: ['read'], hedge: { delayUs: 30_000, maxAttempts: 2 } },
        { ...toRecommendations, breaker, fallback: [{ kind: 'default', causes: ['breakerOpen'] }, { kind: 'refuse' }] },
      ),
    ).toBe('taken')
  })

  it('a command for a breaker may name any edge that has one', () => {
    const faults = [{ atUs: 1, kind: 'tripBreaker', target: { group: 'api' }, edge: 'store' }]
    expect(() => validateScenario({ ...storefront, faults })).toThrow()
    expect(() =>
      validateScenario({ ...storefront, faults, policies: [{ ...toStore, breaker: 'polly' }] }),
    ).not.toThrow()
  })
})
