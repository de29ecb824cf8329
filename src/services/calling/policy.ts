/**
 * How a node calls over one of its edges, for one kind of operation: how often, for how long, and what is asked before and told
 * after. Configuration, immutable: what a policy remembers is in `guards.ts`.
 */
import type { AdaptiveThrottleConfig } from '../../resilience/adaptiveThrottle'
import type { BackoffConfig } from '../../resilience/backoff'
import type { BreakerConfig } from '../../resilience/breaker'
import type { BulkheadConfig } from '../../resilience/bulkhead'
import type { HedgeConfig } from '../../resilience/hedge'
import type { LimitConfig } from '../../resilience/limit'
import type { RateLimitConfig } from '../../resilience/rateLimit'
import type { RetryBudgetConfig } from '../../resilience/retryBudget'
import type { RetryThrottleConfig } from '../../resilience/retryThrottle'

/** Whose call it is: the operation and where in it. */
export interface CallOf {
  origin: number
  count: number
  path: number
  part?: number // which of the guard's breakers it passes; absent: the first, where there is but one
}
export interface CallPolicy {
  attempts: number // including the first
  timeoutUs: number // of one attempt; 0: until whoever asked gives up
  backoff: BackoffConfig
  /** Attempts are cut to what is left of the operation's deadline, which is handed on; not begun when nothing is. */
  deadline: boolean
  hedge: HedgeConfig | null
  /** Which guard stands before it, an index into the node's guards; −1: none. */
  guard: number
  /** Whether each shard has a breaker of its own there. */
  perShard: boolean
}
/** What stands before the calls that share it: several kinds of operation may. */
export interface GuardConfig {
  group: string // the called one
  called: number // its first node, which names the edge in the journal
  breaker: BreakerConfig | null
  parts: readonly number[] // what has a breaker of its own, each by its first node: all that is called, or each shard
  bulkhead: BulkheadConfig | null
  limit: LimitConfig | null
  rateLimit: RateLimitConfig | null
  throttle: AdaptiveThrottleConfig | null
  budget: RetryBudgetConfig | null
  retryThrottle: RetryThrottleConfig | null
}
/** Part of the configuration of every role that calls: its guards. */
export interface CallingConfig {
  guards: readonly GuardConfig[]
}

/** One attempt until whoever asked gives up, and nothing before it. */
export const PLAIN_CALL: CallPolicy = {
  attempts: 1,
  timeoutUs: 0,
  backoff: { backoffUs: 0 },
  deadline: false,
  hedge: null,
  guard: -1,
  perShard: false,
}
