/**
 * What the pictures of a store show, as data: bounded in size, and read from the world without changing it. Nodes are indices,
 * places in the key space are shares of it from 0 to 1, times are microseconds.
 */
import type { SchemeName } from '../../partitioning'
import type { ModeName } from '../../scenarios/modes'
import type { ShardsChange } from '../shardsNow'

/** The operation that something was done for: (node, count) of its invocation. */
export interface OperationName {
  client: number
  count: number
}

/** The whole store's map, and the inside of one of its shards; null: the mode has no such thing. */
export interface StoreView {
  atUs: number
  mode: ModeName
  map: PartitionMap
  shard: number
  nodes: { node: number; up: boolean }[] // the shard's replicas
  log: LogView | null
  versions: VersionsView
  clocks: ClocksView | null
  locks: LocksView | null
}

/* ---- which shard a key belongs to, and which are asked for ---- */

export interface HotKey {
  key: number
  shard: number
  asked: number // times
  place: number | null // in the key space
}
export interface PartitionMap {
  scheme: SchemeName
  users: number // keys 0..users−1 are split; key k beyond them belongs with user k mod users
  /** The key space in order, with neighbours of one shard as one; null where the scheme gives it no order. */
  arcs: { from: number; to: number; shard: number }[] | null
  /** Share of the key space; of `counted` operations; of work; whether it stands by. */
  shards: { owned: number; asked: number; perSecond: number; isSpare: boolean }[]
  counted: number // newest operations that loads are counted over
  skew: number | null // operations of the shard that is asked most, over the mean of those in use; null: nobody asked
  hot: HotKey[] // most asked for first
  hotHere: HotKey[] // of the shard that was asked about
  change: ShardsChange | null // the last one
  /** While shards change, the parts of the key space that are on the way, and from where; null where the scheme gives it no order. */
  moving: { from: number; to: number; shard: number; source: number }[] | null
}

/* ---- logs ---- */

export interface LogEntry {
  index: number
  term: number // of Raft; of a primary, the epoch
  kind: 'write' | 'transfer' | 'prepare' | 'resolve' | 'blank' | 'membership'
  key: number // −1: none
  operation: OperationName | null
}
export interface LogReplica {
  node: number
  role: 'leader' | 'follower' | 'preCandidate' | 'candidate' | 'primary'
  term: number
  vote: number // node that has its vote in this term, −1: none
  first: number // the oldest entry that is kept; those before are in a snapshot
  last: number
  commit: number
  durable: number // its disk has the log up to here
  match: number // the leader knows that it has the log up to here; −1: there is none to know
  next: number // what the leader would send it next, −1
  entries: LogEntry[] // of the window
}
/** Entries `from` … `to` of every replica's log. */
export interface LogView {
  from: number
  to: number
  replicas: LogReplica[]
}

/* ---- versions ---- */

export interface HeldValue {
  version: number
  value: number
  operation: OperationName | null // the write
}
export interface VersionCell {
  node: number
  held: HeldValue[] // several are siblings; none: nothing held
  isBehind: boolean // another replica has a newer version
}
export interface VersionsView {
  differing: number // keys on which the shard's replicas differ, counted up to DIFFERING_MAX
  rows: { key: number; cells: VersionCell[] }[] // those that differ, then those asked for last
  replicas: ReplicaNotes[]
}
/** What a replica of these modes has besides its data. */
export interface ReplicaNotes {
  node: number
  unsynced: number | null // writes not on the disk yet
  untold: number | null // keys that peers have not acknowledged
  hints: { home: number; keys: number }[]
  suspects: { node: number; isDead: boolean }[] // whom it holds for failed
  comparingWith: number | null // of the Merkle trees under comparison
  differingLeaves: number | null // that its last comparison found
  taken: number | null // entries that comparisons have brought it
}

/* ---- clocks ---- */

/** Differences to the true time: `earliest` ≤ 0 ≤ `latest` unless the interval is wrong. */
export interface ClockRow {
  node: number
  earliestUs: number
  latestUs: number
  epsilonUs: number
  polledUs: number // ago, by its own clock
  isWrong: boolean
  safeUs: number | null // how far behind the true time this replica may be read; null: nothing was promised to it yet
}
/** A commit whose timestamp may not have passed yet. `ts`: difference to the true time. */
export interface CommitWait {
  node: number
  tsUs: number
  operation: OperationName | null
}
export interface ClocksView {
  epsilonMaxUs: number
  clocks: ClockRow[]
  waits: CommitWait[]
}

/* ---- locks and transactions ---- */

export type TransactionPhase =
  'locking' | 'preparing' | 'prepared' | 'committing' | 'commitWait' | 'resolving' | 'voting' | 'inDoubt'
export interface TransactionPart {
  shard: number
  node: number
  key: number
  phase: TransactionPhase
  isCoordinator: boolean
}
export interface TransactionRow {
  txn: number
  kind: 'write' | 'transfer'
  operation: OperationName | null
  parts: TransactionPart[]
}
export interface LocksView {
  locks: { key: number; node: number; holder: number; waiters: number[] }[]
  transactions: TransactionRow[]
}
