import type { PartitionContext } from 'faultline'

/** Consistent hashing (Karger et al. 1997): the first shard that the ring comes upon from the key on; of n + 1 the new one takes 1/(n + 1). */
export default function ring({ shards }: PartitionContext): number {
  for (let i = 0; i < shards.length; i++) if (shards[i].turn === 0) return i
  return 0
}
