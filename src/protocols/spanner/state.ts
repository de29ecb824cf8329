/**
 * The state of one replica of a group, and what goes in and out of its step function. A Raft group stands in for Paxos; its
 * leader holds the locks and runs the transactions (Spanner, OSDI 2012, section 2.1, 4). Data, changed in place by step.ts.
 */
import type { Input as RaftInput, Message, RaftState, Settings } from '../raft'
import type { ElectionTimeout } from '../raft/turn'
import type { LockTable } from './locks'
import type { Machine, Payee } from './machine'
import type { ClockRules, Clocks, Interval, TrueTime } from './trueTime'

export interface Rules {
  readonly shards: readonly (readonly number[])[] // node indices, by shard
  readonly shard: number
  readonly shardOf: (key: number) => number
  readonly clock: ClockRules
  readonly commitWait: boolean
  readonly timeoutUs: number // until a transaction that gets no lock or no vote is given up
  readonly chaseUs: number // between two questions to who does not answer
  readonly initialBalance: number
  readonly idempotency: boolean // an operation takes effect once, however often it is asked for
  readonly raft: Settings
}

/** Who asked, and what an answer must carry back. */
export interface Asker {
  readonly from: number
  readonly origin: number
  readonly count: number
  readonly path: number
  readonly call: number
  readonly attempt: number
  readonly key: number
}
export interface Request {
  readonly kind: 'read' | 'write' | 'transfer'
  readonly asker: Asker
  readonly key: number
  readonly value: number // to be written; of a transfer, the account that is paid
  readonly level: number // of a read: LEVEL
  readonly floor: number // of a read: the oldest timestamp that it may show
  readonly bound: number // of a bounded read its greatest age in microseconds; of a transfer the amount
}
/** `elsewhere` with a node index, −1: unknown. */
export interface Answer {
  readonly status: number
  readonly cause: number
  readonly value: number
  readonly version: number
  readonly isStale: boolean
  readonly ageUs: number
  readonly leader: number
}

/** What leaders of different groups say to each other about a transaction. `from`: the speaker's node index. */
export type Word = { readonly txn: number; readonly from: number; readonly hops: number; readonly to: number } & (
  | {
      readonly kind: 'prepare'
      readonly age: number
      readonly coordinator: number
      readonly key: number
      readonly amount: number
    }
  | { readonly kind: 'vote'; readonly ts: number } // prepared
  | { readonly kind: 'outcome'; readonly isCommitted: boolean; readonly ts: number }
  | { readonly kind: 'ended' } // the outcome is in the participant's log
  | { readonly kind: 'ask' } // prepared, and told nothing since
)
/** All that a leader will ever give a timestamp up to `ts` is in its log up to `index` (4.2.4). */
export interface Promised {
  readonly index: number
  readonly ts: number
}

/** A transaction that a leader has under way. `part`: this group takes part in another one's. */
export interface Txn {
  id: number
  age: number
  kind: 'write' | 'transfer' | 'part'
  op: number
  askers: Asker[]
  key: number
  value: number
  amount: number
  keys: number[] // to be locked here
  held: number[] // of them, locked
  phase: 'locking' | 'preparing' | 'committing' | 'prepared' | 'resolving'
  payee: Payee | null
  coordinator: number // of a part: shard
  voteTo: number // of a part: node that the vote goes to
  ts: number
  isApplied: boolean
  readers: Request[] // wait for the lock: its timestamp is given, and may be below theirs
  arrivedUs: number // true time, for who watches
  nextUs: number // own clock: ask again
  giveUpUs: number
}
/** What a leader has besides the log. Volatile. */
export interface Office {
  term: number
  isReady: boolean // all that earlier leaders committed is applied here
  floorTs: number // no timestamp up to here is given any more
  ages: number
  transactions: number // begun
  txns: Map<number, Txn>
  locks: LockTable
  ended: number[]
  chaseUs: number
  rounds: number
}
/** A commit that was answered, for who watches: true times, that nothing here acts on. */
export interface Witnessed {
  readonly txn: number
  readonly ts: number
  readonly arrivedUs: number
  readonly ackedUs: number
}
export const WITNESSED_KEPT = 64

export interface SpannerState {
  time: TrueTime
  raft: RaftState
  machine: Machine
  promises: Promised[] // in order; those whose index is applied count
  office: Office | null
  reads: Map<number, Request> // wait for a proof of leadership
  nextRead: number
  held: { ts: number; asker: Asker; answer: Answer }[] // wait for their timestamp to pass
  leaders: number[] // by shard: node index of the leader as last heard of, −1: unknown
  isJoining: boolean
  joinUs: number
  witnessed: Witnessed[]
  answered: number
}

/** What the owner provides. */
export interface Surroundings {
  readonly clocks: Clocks
  readonly trueUs: number // for who watches
  /** The time master's answer to a poll. */
  readonly toldUs: (poll: number) => number
  /** How long a member of a group waits for a leader. */
  readonly electionTimeoutUs: ElectionTimeout
}
export type Input =
  | { kind: 'start'; isAppointed: boolean }
  | { kind: 'wake' }
  | { kind: 'request'; request: Request }
  | { kind: 'raft'; message: Message; promised: Promised | null }
  | { kind: 'word'; word: Word }
  | { kind: 'join'; member: number }
  | { kind: 'persisted' }
  | { kind: 'handOver'; to: number }
export type Effect =
  | { kind: 'raft'; message: Message; promised: Promised | null }
  | { kind: 'word'; word: Word }
  | { kind: 'join'; to: number }
  | { kind: 'persist' }
  | { kind: 'answer'; asker: Asker; answer: Answer }
  | { kind: 'applied'; key: number; value: number; version: number }
  | { kind: 'turned'; from: RaftState['role']; to: RaftState['role'] }
  | { kind: 'joined' }

/** One step. */
export interface Turn {
  readonly s: SpannerState
  readonly rules: Rules
  readonly around: Surroundings
  readonly time: Interval
  readonly out: Effect[]
  readonly todo: RaftInput[] // for Raft, in order
}

/** A member's id names a machine with its disk: the node's index in the low byte. */
export function nodeOfMember(member: number): number {
  return member & 255
}
