import type { Moment } from '../contract'

/**
 * Which shard a key is asked for in, and written to. Asked by whoever calls the store (a service, a worker), once for every try
 * of a read or write, for there is nobody else who places keys: the shard that is named has the key from then on. Nothing moves because
 * the answer is another one. What was written before stays where it is, and is not found until somebody writes it anew or the
 * answer is the old one again: reads miss it, without an error. So the answer must follow from the key alone, and be the same for
 * everybody: code that reaches only one service, or one operation, has the others look elsewhere. A store moves keys by its own map
 * when shards are added or removed, never by this. Transactional stores (Spanner, two-phase commit) are not asked of: a
 * transaction finds its other keys by the store's own map.
 */
export interface PartitionContext extends Moment {
  /** Whose data is asked for, the partition key: 0 to `keyCount` − 1. All that a user has goes together. */
  readonly key: number
  readonly keyCount: number
  readonly operation: 'read' | 'write'
  /** Shards in use, as the caller was last told; while one comes or goes, those that have all their data. */
  readonly shards: readonly NamedShard[]
  /** How the store splits its keys by itself. */
  readonly scheme: 'range' | 'modulo' | 'ring' | 'jump' | 'rendezvous' | 'slots'
  /** Index of the shard that the store's own map names. */
  readonly mapped: number
  /** The map's ranges in order, without a gap; empty in schemes that have none. */
  readonly ranges: readonly ShardRange[]
  /** Of the key, in which neighbours are nothing alike (murmur3): a whole number from 0 to 2^32 − 1. */
  readonly hash: number
}
export interface NamedShard {
  readonly name: string
  /** Place in the order in which a ring of points (consistent hashing) comes upon the shards, from the key on: 0 is the first. */
  readonly turn: number
  /** What key and shard draw together (rendezvous hashing), in (0, 1). */
  readonly score: number
}
/** Keys from `from` up to, not including, `to`. */
export interface ShardRange {
  readonly from: number
  readonly to: number
  /** Index of the shard. */
  readonly shard: number
}
/** Index of the shard. */
export type PartitionAnswer = number
