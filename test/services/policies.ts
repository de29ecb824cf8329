/** Policies and guards for the stage: what is not said is not there. */
import { OP } from '../../src/cluster'
import type { CallPolicy, GuardConfig } from '../../src/services/calling'
import { PLAIN_CALL } from '../../src/services/calling'

export function everyOperation(policy: Partial<CallPolicy>): CallPolicy[] {
  return Array.from({ length: 1 + Math.max(...Object.values(OP)) }, () => ({ ...PLAIN_CALL, ...policy }))
}
export function guard(some: Partial<GuardConfig>): GuardConfig {
  return {
    group: 'site',
    called: 1,
    parts: [1],
    breaker: null,
    bulkhead: null,
    limit: null,
    rateLimit: null,
    throttle: null,
    budget: null,
    retryThrottle: null,
    ...some,
  }
}
