/**
 * Range partitioning: keys 0..keys−1 in `shards` equal, contiguous ranges (users 0-10k, 10k-20k, ...). Neighbouring keys stay
 * together, so range scans are cheap and a popular range is hot (Kleppmann, DDIA, chapter 6).
 */
export interface RangePartition {
  keys: number
  shards: number
}

/** Shard of a partition key. */
export function shardOf(partition: RangePartition, key: number): number {
  return Math.min(partition.shards - 1, Math.floor((key * partition.shards) / partition.keys))
}
/** First key of a shard and first key beyond it. */
export function rangeOf(partition: RangePartition, shard: number): { from: number; to: number } {
  return {
    from: Math.ceil((shard * partition.keys) / partition.shards),
    to: Math.ceil(((shard + 1) * partition.keys) / partition.shards),
  }
}
