import type { Operation } from '../calls'
import type { Moment } from '../contract'

/** When the same is asked a second time, of somebody else, while no answer has come. Asked when a try and each copy of it is sent. */
export interface HedgeContext extends Moment {
  readonly operation: Operation
  /** Requests of this try so far, the first included. There are never more than 5. */
  readonly sent: number
  /** Tries so far, the present one included. */
  readonly attempt: number
  /** Microseconds until whoever asked gives up; −1: nobody does. */
  readonly deadlineInUs: number
  /** How long answers took of late on this edge, as this caller saw it. */
  readonly latency: RecentLatency
  readonly settings: HedgeSettings
}
/** Estimates that follow the latest few dozen answers; −1 before the first. */
export interface RecentLatency {
  readonly answers: number
  readonly medianUs: number
  readonly p95Us: number
}
/** What this edge is set to; without a hedge of its own: one request at most. */
export interface HedgeSettings {
  /** From one request to the next, in microseconds. */
  readonly delayUs: number
  /** Requests of one try, the first included. */
  readonly maxAttempts: number
}
/** Microseconds from now until a copy is sent, 0 or more, if no answer has come by then; −1: none is. */
export type HedgeAnswer = number
