/**
 * What the policies of a node's edges remember: plain data in `node.state`, that a crash of the process forgets. One guard may
 * stand before several kinds of operation; it knows the calls that it let through until they have ended.
 */
import type { ClusterNode } from '../../cluster'
import type { AdaptiveThrottle } from '../../resilience/adaptiveThrottle'
import { newAdaptiveThrottle } from '../../resilience/adaptiveThrottle'
import type { Breaker } from '../../resilience/breaker'
import { newBreaker } from '../../resilience/breaker'
import type { Bulkhead } from '../../resilience/bulkhead'
import { newBulkhead } from '../../resilience/bulkhead'
import type { Limit } from '../../resilience/limit'
import { newLimit } from '../../resilience/limit'
import type { RateLimit } from '../../resilience/rateLimit'
import { newRateLimit } from '../../resilience/rateLimit'
import type { RetryBudget } from '../../resilience/retryBudget'
import { newRetryBudget } from '../../resilience/retryBudget'
import type { RetryThrottle } from '../../resilience/retryThrottle'
import { newRetryThrottle } from '../../resilience/retryThrottle'
import type { CallingConfig, GuardConfig } from './policy'

export interface Guard {
  breakers: Breaker[] // one of each part; none where the policy has no breaker
  bulkhead: Bulkhead | null
  waiting: number[] // for a place in the bulkhead, first come first served: message slots that the node keeps
  limit: Limit | null
  inflight: number // calls that count against the limit
  rateLimit: RateLimit | null
  throttle: AdaptiveThrottle | null
  budget: RetryBudget | null
  retryThrottle: RetryThrottle | null
  underWay: Map<number, CallUnderWay> // by the caller's name for it
  rejected: Map<number, number> // calls and retries not let through, by cause
}
export interface CallUnderWay {
  sinceUs: number
  inflight: number // when it began, itself included
}
/** Part of the state of every role that calls. */
export interface CallingState {
  guards: Guard[]
}

export function newGuards(node: ClusterNode): Guard[] {
  return (node.config as Partial<CallingConfig>).guards?.map(newGuard) ?? []
}
function newGuard(config: GuardConfig): Guard {
  return {
    breakers: breakersOf(config),
    bulkhead: config.bulkhead && newBulkhead(),
    waiting: [],
    limit: config.limit && newLimit(config.limit),
    inflight: 0,
    rateLimit: config.rateLimit && newRateLimit(config.rateLimit),
    throttle: config.throttle && newAdaptiveThrottle(config.throttle),
    budget: config.budget && newRetryBudget(config.budget),
    retryThrottle: config.retryThrottle && newRetryThrottle(config.retryThrottle),
    underWay: new Map(),
    rejected: new Map(),
  }
}
function breakersOf({ breaker, parts }: GuardConfig): Breaker[] {
  return breaker ? parts.map(() => newBreaker(breaker)) : []
}

/** The guard at a place, and what it was told. */
export function guardAt(node: ClusterNode, at: number): { guard: Guard; config: GuardConfig } {
  return {
    guard: (node.state as CallingState).guards[at],
    config: (node.config as CallingConfig).guards[at],
  }
}
