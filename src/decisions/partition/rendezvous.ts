import type { PartitionContext } from 'faultline'

/** Highest random weight (Thaler and Ravishankar 1998): the shard that draws most with the key; nobody needs a ring to agree on it. */
export default function rendezvous({ shards }: PartitionContext): number {
  let best = 0
  for (let i = 1; i < shards.length; i++) if (shards[i].score > shards[best].score) best = i
  return best
}
