import type { ReadLevel } from '../consistency/types'
import type { Moment } from '../contract'

/**
 * Whether a read is answered with the copy that the cache had, or goes on to the store. Asked by a service that looks into its cache
 * first, for every copy that came; one that was passed over may still stand in if the store fails.
 */
export interface CacheContext extends Moment {
  /** Whether the copy's time is not over, as the cache sees it; or nobody minds, for fresh data was switched off. */
  readonly isFresh: boolean
  /** How long ago the copy was made, in microseconds; −1: nobody knows. */
  readonly copyUs: number
  /** How old what it says may be at most, in microseconds: it may have been old when it was copied; −1: nobody knows. */
  readonly ageUs: number
  /** How long the cache is set to keep a copy, in microseconds. */
  readonly ttlUs: number
  /** How fresh the read must be; 'quorum': it does not say. */
  readonly level: ReadLevel | 'quorum'
  /** How old an answer to it may be at most, in microseconds; −1: as old as it likes. */
  readonly boundUs: number
  /** Whether it is as new as what its session has seen already. */
  readonly meetsSession: boolean
}
/** Whether the copy is the answer. */
export type CacheAnswer = boolean
