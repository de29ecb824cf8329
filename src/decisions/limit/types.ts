import type { Moment } from '../contract'

/**
 * How many may be under way at once from now on. Asked whenever a call has ended (by the caller, where a limit on calls is set), or a
 * piece of work (by the service, where a limit stands at its door: what is served and what waits count together).
 */
export interface LimitContext extends Moment {
  /** The limit so far. A fraction of it lets nobody in, but is kept. */
  readonly limit: number
  /** How long what has just ended took, in microseconds, 1 or more. */
  readonly rttUs: number
  /** How many were under way with it, itself included. */
  readonly inflight: number
  /** Whether it was turned away or came too late. */
  readonly dropped: boolean
  /** The shortest that anything took here which was not dropped, in microseconds; −1: nothing yet. */
  readonly leastRttUs: number
  readonly settings: LimitSettings
}
/** What this limit is set to; each law has some of it. */
export interface LimitSettings {
  /** Of a fixed limit. */
  readonly limit?: number
  /** What a law that learns begins with. */
  readonly initial?: number
  readonly min?: number
  readonly max?: number
  /** What is left of the limit after a drop, as a share of it. */
  readonly backoffRatio?: number
  /** What takes longer, in microseconds, is as bad as dropped. */
  readonly timeoutUs?: number
  /** How many may wait without harm. */
  readonly queue?: number
  /** Weight of a new limit against the old one, above 0 and up to 1. */
  readonly smoothing?: number
  /** How many round trips the long average goes over. */
  readonly longWindow?: number
  /** How many times the long average is still well. */
  readonly rttTolerance?: number
  /** How seldom the shortest round trip is measured anew: every so many samples, times the limit. */
  readonly probeMultiplier?: number
}
/** The new limit, 1 or more. */
export type LimitAnswer = number
