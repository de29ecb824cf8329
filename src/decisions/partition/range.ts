import type { PartitionContext } from 'faultline'

/**
 * The shard whose range has the key: neighbours stay together. Where the store has no ranges, as many equal ones as there are shards.
 */
export default function range({ key, keyCount, shards, ranges }: PartitionContext): number {
  for (const { to, shard } of ranges) if (key < to) return shard
  return Math.min(shards.length - 1, Math.floor((key * shards.length) / keyCount))
}
