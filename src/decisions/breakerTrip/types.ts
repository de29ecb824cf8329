import type { Moment } from '../contract'

/** Whether a circuit breaker changes. Asked by the caller after a call has ended, as often as the breaker's settings say. */
export interface BreakerTripContext extends Moment {
  /** Closed, all calls pass; half-open, trials only. */
  readonly mode: 'closed' | 'halfOpen'
  /** Closed: the calls in the window; half-open: the trials that have ended. */
  readonly counts: BreakerCounts
  /** Failures since the last success, while closed. */
  readonly failuresInARow: number
  /** Microseconds that this mode has lasted. */
  readonly modeForUs: number
  readonly settings: BreakerTripSettings
}
export interface BreakerCounts {
  readonly calls: number
  readonly failures: number
  /** Of the calls, those that took longer than the settings allow. */
  readonly slow: number
}
export interface BreakerTripSettings {
  /** Fewer calls than this are no evidence. */
  readonly minimumCalls: number
  /** Shares of failures and of slow calls that open, 0 to 1; above 1: none does. */
  readonly failureRate: number
  readonly slowRate: number
  /** Whether a share must be reached or exceeded. */
  readonly threshold: 'reached' | 'exceeded'
  /** So many failures in a row open; 0: the shares decide. */
  readonly failuresInARow: number
  /** Calls let through half-open. */
  readonly trials: number
  /** The first failed trial opens again; or all trials together are judged by the same shares. */
  readonly trialsJudged: 'each' | 'together'
}
/** `close` changes a half-open breaker, `open` either. */
export type BreakerTripAnswer = 'stay' | 'open' | 'close'
