import type { Cause, Operation } from '../calls'
import type { Moment } from '../contract'

/** Whether a call that failed is tried again, and after how long. Asked by the caller whenever a try has failed. */
export interface RetryContext extends Moment {
  /** Tries so far, 1 or more. No call has more than 20. */
  readonly attempt: number
  /** How the latest try ended. After a timeout nobody knows whether it took effect. */
  readonly cause: Cause
  readonly operation: Operation
  /** The wait before the latest try, in microseconds; 0: there was none. */
  readonly previousWaitUs: number
  /** Microseconds since the first try began. */
  readonly elapsedUs: number
  /** Microseconds until whoever asked gives up; −1: nobody does. */
  readonly deadlineInUs: number
  readonly settings: RetrySettings
}
/** What this edge is set to. Without a retry of its own: one attempt, and no wait. */
export interface RetrySettings {
  /** Tries at most, the first included. */
  readonly attempts: number
  /** The first wait, in microseconds. */
  readonly backoffUs: number
  /** Each further wait is so many times as long. */
  readonly multiplier: number
  /** The share of a wait that luck may take off, 0 to 1. */
  readonly jitter: number
  /** The longest wait, in microseconds. */
  readonly maxUs: number
  /** Instead of multiplier and jitter: each wait by the one before. */
  readonly decorrelated: boolean
}
/** Microseconds until the next try, 0 or more; −1: there is none. A budget or a throttle of retries may still refuse it. */
export type RetryAnswer = number
