import type { ReadLevel } from '../consistency/types'
import type { Moment } from '../contract'

/**
 * How many answers the coordinator of a leaderless store waits for before it answers. All members are asked in any case; the
 * others' answers only come too late to count. Asked once for every read and write.
 */
export interface QuorumContext extends Moment {
  readonly operation: 'read' | 'write'
  /** Members that are asked. */
  readonly n: number
  /** R of a read, W of a write, as the operation says. */
  readonly asked: number
  /** How fresh a read must be; 'quorum': `asked` decides. */
  readonly level: ReadLevel | 'quorum'
  /** Members that let no call's time pass of late, the coordinator itself included; it may be wrong. */
  readonly reachable: number
  /** Whether every write of this store counts a majority, and reads do if they need the newest state. */
  readonly majorities: boolean
  /** Whether members are always the key's homes (no sloppy quorum). */
  readonly fixedHomes: boolean
  /** Of a bounded read: anti-entropy has shown that what this node has is fresh enough. */
  readonly isProven: boolean
}
/** Answers to wait for, 1 to n. */
export type QuorumAnswer = number
