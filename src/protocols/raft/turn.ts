/**
 * One step of one member: what it may use, and what comes out. Effects are in the order in which they must be carried out.
 */
import type { Entry, Snapshot } from './log'
import type { Message } from './message'
import type { Batch, RaftState, Settings } from './state'

export type Effect =
  | { kind: 'send'; message: Message }
  /** Begin to write; `persisted` is the input for its end. At most one is under way. */
  | { kind: 'persist' }
  | { kind: 'apply'; index: number; entry: Entry }
  /** The state machine becomes this. */
  | { kind: 'restore'; snapshot: Snapshot }
  /** The state machine now has everything that was committed when the read was asked for. */
  | { kind: 'readReady'; id: number }
  /** It leads no longer, or not surely: ask elsewhere. */
  | { kind: 'readLost'; id: number }
  | { kind: 'refused'; what: 'command' | 'change' | 'transfer'; why: Refusal }
/**
 * `changing`: another change is under way. `noMajority`: the new voters would have no majority that answers. `unchanged`: they
 * are the voters already.
 */
export type Refusal = 'notLeader' | 'handingOver' | 'changing' | 'noVoters' | 'noMajority' | 'unchanged' | 'notMember'

export type ElectionTimeout = (term: number, round: number, range: Settings['electionUs']) => number
/** What the owner provides. */
export interface Surroundings {
  readonly nowUs: number // the member's own monotonic clock
  /** How long to wait for a leader in a term and a round of elections, by what the group is set to. */
  readonly electionTimeoutUs: ElectionTimeout
}
export interface Turn {
  readonly s: RaftState
  readonly settings: Settings
  readonly around: Surroundings
  readonly nowUs: number
  readonly out: Effect[]
  /** The write that this step adds to. */
  batch: Batch | null
}
