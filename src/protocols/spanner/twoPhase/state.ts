/**
 * Plain two-phase commit (Gray 1978; Bernstein, Hadzilacos and Goodman 1987, chapter 7), for contrast: every replica of a shard is
 * a participant of each of its writes, reads are answered by any one, and the coordinator, the shard's first replica, keeps
 * its decisions on its own disk only. While it is down, who has voted yes cannot know, and keeps its locks.
 */
import type { Repeats } from '../../../cluster/repeats'
import { newRepeats } from '../../../cluster/repeats'
import type { Answer, Asker, Request } from '../state'

export interface TwoPhaseRules {
  readonly shards: readonly (readonly number[])[] // node indices, by shard; the first of each coordinates
  readonly shard: number
  readonly self: number // node index
  readonly shardOf: (key: number) => number
  readonly timeoutUs: number // for a vote, a lock, an answer to a reader
  readonly chaseUs: number // between two questions to who does not answer
  readonly initialBalance: number
  readonly idempotency: boolean // an operation takes effect once, however often it is asked for
}

export interface Row {
  readonly value: number
  readonly version: number
}
/** What a transaction does, at all its participants. */
export interface Work {
  readonly write: { readonly key: number; readonly row: Row } | null
  readonly moves: readonly { readonly key: number; readonly amount: number }[]
}
/** A vote of yes: the keys that concern this replica are locked until the outcome is known. */
export interface Vote {
  readonly txn: number
  readonly coordinator: number // node index
  readonly op: number
  readonly work: Work
}
export interface Decision {
  readonly txn: number
  readonly op: number
  readonly row: Row // that its client is told
  readonly participants: readonly number[]
}

/** What is on a replica's disk. Changed only by records that have reached it. */
export interface Image {
  rows: Map<number, Row>
  balances: Map<number, number> // one never touched has the initial balance
  votes: Map<number, Vote> // by transaction
  outcomes: Map<number, boolean> // transaction → committed; the newest of them
  decided: Map<number, Decision> // as coordinator: committed, and not every participant knows
  done: Map<number, Row> // by operation: at the shard that was asked for it, the newest of them
  repeats: Repeats // as coordinator
}
export type Entry =
  | { readonly kind: 'vote'; readonly vote: Vote }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'outcome'; readonly txn: number; readonly isCommitted: boolean }
  | { readonly kind: 'forget'; readonly txn: number }

/** A transaction that this node coordinates. Volatile. */
export interface Run {
  txn: number
  op: number
  askers: Asker[]
  request: Request
  phase: 'waiting' | 'voting' | 'deciding'
  yes: number[] // who has voted for it
  work: Work | null
  tries: number
  againUs: number // own clock
  giveUpUs: number
}
export interface TwoPhaseState {
  image: Image
  entries: Entry[] // on their way to the disk, in order
  locks: Map<number, number> // key → transaction
  runs: Map<number, Run> // by transaction
  asked: { request: Request; giveUpUs: number }[] // readers of locked keys
  missing: Map<number, number[]> // decided transaction → participants that do not know yet
  begun: number
  chaseUs: number
  joining: number[] | null // peers whose image is still awaited
}

export type Word = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'prepare'; readonly txn: number; readonly op: number; readonly work: Work }
  | { readonly kind: 'vote'; readonly txn: number; readonly isYes: boolean }
  | { readonly kind: 'outcome'; readonly txn: number; readonly isCommitted: boolean }
  | { readonly kind: 'ended'; readonly txn: number }
  | { readonly kind: 'ask'; readonly txn: number }
  | { readonly kind: 'join' }
  | { readonly kind: 'image'; readonly image: FrozenImage }
)
export type FrozenImage = Readonly<{
  [F in 'rows' | 'balances' | 'votes' | 'outcomes' | 'done']: readonly (readonly [
    number,
    Image[F] extends Map<number, infer V> ? V : never,
  ])[]
}>

export interface Surroundings {
  readonly nowUs: number // own monotonic clock
  readonly incarnation: number
  readonly unit: (a: number, b: number) => number
}
export type Input =
  | { kind: 'wake' }
  | { kind: 'request'; request: Request }
  | { kind: 'word'; word: Word }
  | { kind: 'persisted' }
  | { kind: 'rejoin' }
export type Effect =
  | { kind: 'word'; word: Word; bytes: number }
  | { kind: 'persist' } // one entry; `persisted` when it is on disk, in their order
  | { kind: 'answer'; asker: Asker; answer: Answer }
  | { kind: 'applied'; key: number; value: number; version: number }
  | { kind: 'joined' }
export interface Turn {
  readonly s: TwoPhaseState
  readonly rules: TwoPhaseRules
  readonly around: Surroundings
  readonly out: Effect[]
}

export function emptyImage(): Image {
  return {
    rows: new Map(),
    balances: new Map(),
    votes: new Map(),
    outcomes: new Map(),
    decided: new Map(),
    done: new Map(),
    repeats: newRepeats(),
  }
}
export function newTwoPhase(image: Image): TwoPhaseState {
  return {
    image,
    entries: [],
    locks: new Map(),
    runs: new Map(),
    asked: [],
    missing: new Map(),
    begun: 0,
    chaseUs: 0,
    joining: null,
  }
}
