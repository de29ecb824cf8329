import type { Cause, Operation } from '../calls'
import type { Moment } from '../contract'

/** What is answered with when the real thing failed. Asked once for each part of an answer that did not come. */
export interface FallbackContext extends Moment {
  /** Why the real thing is not there. */
  readonly cause: Cause
  readonly operation: Operation
  /** How long ago the copy was made that is at hand, in microseconds; −1: there is none, or nobody knows. */
  readonly ageUs: number
  /** What may stand in, best first. */
  readonly chain: readonly FallbackLink[]
}
export interface FallbackLink {
  /** A copy, an empty answer, or an honest refusal. */
  readonly kind: 'staleCache' | 'default' | 'refuse'
  /** What it is meant to stand in for; empty: whatever failed. */
  readonly causes: readonly Cause[]
  /** An older copy is no answer; −1: any age is. */
  readonly maxAgeUs: number
}
/** Index of the link that answers; −1: none, and the request fails. */
export type FallbackAnswer = number
