/**
 * A dependency that hangs takes down what does not need it. The balancer has so many connections to the API and no more (HAProxy's
 * maxconn): a dashboard that waits two seconds for its recommendations keeps one that a checkout would need. With a breaker before
 * the recommendations nobody waits for them (Nygard, Release It!).
 */
import type { CallPolicySpec } from '../policies/spec'
import type { Scenario } from '../scenario'
import { storefront } from './storefront'

const TIMEOUT_US = 2_000_000
const connections: CallPolicySpec = {
  from: 'balancer',
  to: 'api',
  bulkhead: { maxConcurrent: 60, maxWaiting: 60, maxWaitUs: 500_000 },
}
const recommendations = { from: 'api', to: 'recommendations', timeoutUs: TIMEOUT_US } as const

export const slowDependency: Scenario = {
  ...storefront,
  id: 'slow-dependency',
  policies: [connections, recommendations],
  faults: [
    { atUs: 40_000_000, kind: 'stall', target: { group: 'recommendations' } },
    { atUs: 70_000_000, kind: 'resume', target: { group: 'recommendations' } },
  ],
}

export const slowDependencyBreaker: Scenario = {
  ...slowDependency,
  id: 'slow-dependency-breaker',
  policies: [
    connections,
    {
      ...recommendations,
      breaker: { window: 20, minimumCalls: 10, failureRate: 0.5, openUs: 5_000_000, trials: 1 },
    },
  ],
}
