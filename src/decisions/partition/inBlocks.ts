import type { PartitionContext } from 'faultline'

const BLOCK = 50

/** Blocks of fifty neighbours, dealt out in turn: what is read together stays together, and no stretch of keys is one shard's. */
export default function inBlocks({ key, shards }: PartitionContext): number {
  return Math.floor(key / BLOCK) % shards.length
}
