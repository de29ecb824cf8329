/** What a node that asks a store is told and remembers, and its calls under way. */
import type { Placement } from '../../partitioning'
import type { Coordinating, QuorumRules } from '../../protocols/dynamo/coordinator'
import type { Atlas } from '../../protocols/resharding/atlas'
import type { ShardMap } from '../../protocols/resharding/shardMap'
import type { CallPolicy, LatencyState } from '../calling'

export interface StoreClientConfig {
  placement: Placement
  shards: readonly (readonly number[])[] // node indices of the replicas, by shard
  fallbacks?: readonly (readonly number[])[] // by shard: who else may be asked
  atlas?: Atlas | null // where keys are once shards were added or removed; null: they stay as they are
  placing?: Atlas | null // the store's map, where callers may place keys by another rule; null: its nodes know which keys are theirs
  policies: readonly CallPolicy[] // by OP; each with a time-out
  timers: { store: number; backoff: number; hedge: number } // timer kinds of the role that asks
}

/** What a node that asks stores keeps in its state: what it was told last, which a crash forgets. */
export interface StoreAskerState {
  leaders: Map<number, number> // of each shard, node index; absent: not known
  latencies: Map<number, number> // of each replica that was asked, by node index: moving mean in microseconds
  latency: LatencyState // of tries that were answered well
  map: ShardMap
}

/** One store call under way, with its attempts. */
export interface StoreCall {
  attempt: number // one a try, and hedged copies
  tries: number
  first: number // attempt that began the present try
  open: number // bit i: the attempt `first + i` is under way; 0: none is
  sinceUs: number // when the first try began
  triedUs: number // and the present one
  waitedUs: number // before the present try
  sent: number // messages so far: an attempt sent elsewhere is sent once more
  where: number // what shardAsked said of the latest one
  to: number // node index that it went to
  sentAtUs: number // when it went
  tried: number[] // node indices that attempts went to
  part: number // of the guard's breakers the one that the present try passes
  doubtful: boolean
  rejected: boolean // the present try was not let through, which is yet to be told
  cause: number
  timer: number
  hedgeTimer: number
}

/** What a caller must know of its own request. */
export interface StoreAsker {
  origin: number
  count: number
  path: number
  attempt: number
  op: number
  ask: number
  user: number
  key: number
  value: number
  floor: number // oldest version that the session may see, 0: any
  bound: number // greatest age of a bounded read in microseconds; the amount of a transfer
  deadlineAtUs: number // when whoever asked gives up
  store: StoreCall | null
}

/** A node that coordinates by itself. */
export interface Self {
  state: Coordinating
  rules: QuorumRules
}

/** How a store call ended. `flags`: RETURN_FLAG; `ageUs`: upper bound of a stale answer's age, −1: unknown. */
export interface StoreResult {
  status: number
  cause: number
  value: number
  version: number
  flags: number
  ageUs: number
  path: number
}
