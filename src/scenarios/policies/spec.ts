/**
 * The policies of calls as a scenario states them: one entry for an edge (a group that calls another), for all of its operations
 * or some. Durations in microseconds. For every operation the most specific entry of its edge holds, as a whole: one that names
 * journeys before one that names none, then one that names operations; what the groups' own fields say holds where none does.
 */
import type { BackoffName } from '../../resilience/backoff'
import type { BreakerConfig, BreakerPreset } from '../../resilience/breaker'

/** Kinds of operations over the edges of a cluster: users' own, and what an API asks of a dependency and of a cache. */
export const CALL_OPERATIONS = ['read', 'write', 'transfer', 'submit', 'call', 'recommend', 'lookUp'] as const
export type CallOperation = (typeof CALL_OPERATIONS)[number]

export interface CallPolicySpec {
  from: string
  to: string
  operations?: CallOperation[]
  journeys?: string[] // only on the clients' own edge
  timeoutUs?: number // of one attempt
  deadline?: boolean // no attempt outlives the operation's deadline, which travels with the call
  retry?: PolicyRetrySpec
  budget?: { ratio: number; minRetriesPerSecond: number; ttlUs: number } // of retries, as Finagle has it
  retryThrottle?: { maxTokens: number; tokenRatio: number } // of retries, as gRPC has it
  throttle?: { k: number; windowUs: number } // of all calls, as the SRE book has it
  breaker?: BreakerPreset | PlainBreakerSpec | BreakerConfig
  breakerPer?: 'shard' // each shard of the store has a breaker of its own; absent: all that is called has one
  bulkhead?: { maxConcurrent: number; maxWaiting?: number; maxWaitUs?: number }
  limit?: LimitSpec
  rateLimit?: { perSecond: number; burst: number }
  hedge?: { delayUs: number; maxAttempts: number; tied?: boolean } // tied: a copy that begins calls the other off where it still waits
  fallback?: FallbackSpec[]
}
export interface PolicyRetrySpec {
  attempts: number // including the first
  strategy?: BackoffName // default: fullJitter; else multiplier and jitter say it
  backoffUs: number // the first wait
  maxUs?: number // the longest
  multiplier?: number
  jitter?: number
}
/** The last `window` calls count. */
export interface PlainBreakerSpec {
  window: number
  minimumCalls: number
  failureRate: number // 0..1
  openUs: number
  trials: number // half-open
}
export type LimitSpec =
  | { kind: 'fixed'; limit: number }
  | { kind: 'aimd'; initial?: number; min?: number; max?: number; backoffRatio?: number; timeoutUs?: number }
  | { kind: 'gradient'; initial?: number; min?: number; max?: number; queue?: number; rttTolerance?: number }
  | { kind: 'vegas'; initial?: number; max?: number }
/** What stands in for an answer, best first: an empty answer (the page without it), or an honest refusal of the whole. */
export interface FallbackSpec {
  kind: 'default' | 'refuse'
  causes?: string[] // which failures it stands in for; absent: all
}
