import type { Moment } from '../contract'

/**
 * How long a member of a Raft group waits for a leader before it stands for election itself. Asked whenever the wait begins anew:
 * with each heartbeat, each vote and each election.
 */
export interface ElectionTimeoutContext extends Moment {
  readonly term: number
  /** Elections that this member began since it heard a leader. */
  readonly rounds: number
  /** What the store is set to. */
  readonly minUs: number
  readonly maxUs: number
}
/** Whole microseconds from now, on the member's own clock; at least 1,000. */
export type ElectionTimeoutAnswer = number
