/**
 * Rendezvous, or highest random weight (D. Thaler, C. Ravishankar, "Using name-based mappings to increase hit rates", IEEE/ACM
 * Transactions on Networking 6(1), 1998): each shard has a number for the key, and the highest wins. A shard's weight w enters
 * as −w / ln u, which gives it its share w / Σw exactly (C. Schindelhauer, G. Schomaker, "Weighted distributed hash tables",
 * SPAA 2005).
 */
import { log } from '../kernel'
import { finalize, murmur3 } from './hashes/murmur3'
import type { Word64 } from './hashes/word64'
import { word64 } from './hashes/word64'
import type { Key } from './key'
import { bytesOf } from './key'
import type { Scheme, ShardSet } from './scheme'
import { checkShards, without } from './scheme'

export interface RendezvousPartition extends ShardSet {
  scheme: 'rendezvous'
  weights: readonly number[]
  /** Hash of each shard's name, as two int32. */
  hashes: readonly Word64[]
}

/** Throws partition.noShards, partition.duplicate, partition.weight. */
export function rendezvousPartition(
  shards: readonly string[],
  weights: readonly number[] = shards.map(() => 1),
): RendezvousPartition {
  checkShards(shards, weights)
  return { scheme: 'rendezvous', shards, weights, hashes: shards.map((name) => murmur3(bytesOf(name))) }
}

export const rendezvous: Scheme<RendezvousPartition> = {
  shardOf({ weights, hashes }, key) {
    const hash = murmur3(bytesOf(key))
    // Among equals the order of −w / ln u is that of u.
    const weighs = weights.some((weight) => weight !== weights[0])
    let best = 0
    let most = -1
    for (let i = 0; i < hashes.length; i++) {
      const unit = unitOf(hash, hashes[i])
      const score = weighs ? -weights[i] / log(unit) : unit
      if (score > most) {
        most = score
        best = i
      }
    }
    return best
  },
  add: ({ shards, weights }, name) => rendezvousPartition([...shards, name], [...weights, 1]),
  remove: ({ shards, weights }, shard) => rendezvousPartition(without(shards, shard), without(weights, shard)),
}

/** What a key and each shard draw together, in (0, 1); without weights the highest wins. */
export function drawsOf({ hashes }: RendezvousPartition, key: Key): number[] {
  const hash = murmur3(bytesOf(key))
  return hashes.map((shard) => unitOf(hash, shard))
}

const both = word64(0, 0)

/** Uniform in (0, 1), of a key's and a shard's hash. */
function unitOf(key: Word64, shard: Word64): number {
  both[0] = key[0] ^ shard[0]
  both[1] = key[1] ^ shard[1]
  finalize(both)
  return ((both[1] >>> 0) * 1048576 + (both[0] >>> 12) + 0.5) / 4503599627370496
}
