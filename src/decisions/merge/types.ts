import type { Moment } from '../contract'

/**
 * What stays of versions of a key that meet at a replica and of which none is known to include another. Asked by the replica that
 * holds one of them as another one comes, by a write, by repair, or as replicas tell each other. What does not stay is lost, although
 * whoever wrote it was told that it is done. A read is told the newest of what the replicas asked hold.
 *
 * Each replica decides by itself, in whatever order versions come to it, and what it keeps includes all that it was kept over: whoever
 * hears of it later takes it, but who decided at the same time keeps its own. So replicas come to the same only by code for which order and
 * repetition do not matter (commutative, associative, idempotent), and by which a write that followed another never loses where that one
 * would have won: the latest stamp is such a rule, "mine" is not. With any other they differ until somebody writes anew, or for good, which
 * shows as diverged keys.
 */
export interface MergeContext extends Moment {
  readonly key: number
  /** Two or more, the earliest stamp first. */
  readonly versions: readonly MetVersion[]
  /** Whether the store can keep several side by side, until somebody who has seen them writes anew. */
  readonly keepsSiblings: boolean
  /**
   * Whether clocks tell that nobody who wrote one knew of another. Where versions carry a stamp and nothing else, the store cannot
   * tell that from a write that follows another: it asks for every write to a key that has a version.
   */
  readonly areConcurrent: boolean
}
export interface MetVersion {
  /** What was written, as a number that no other write has. */
  readonly value: number
  /** When, by the wall clock of the node that took the write, in microseconds; clocks differ. */
  readonly stampUs: number
  /** The node that took the write; empty where that is not known. */
  readonly writer: string
  /** Whether the replica that decides held it already. */
  readonly isMine: boolean
}
/** Index of the version that stays; 'all', where siblings can be kept. */
export type MergeAnswer = number | 'all'
