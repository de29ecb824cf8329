/** The table of schemes, and what can be asked of any partition. A new scheme is a file, a line here and one in partition.ts. */
import { FaultlineError } from '../kernel'
import { jump, jumpPartition } from './jump'
import type { Key } from './key'
import { modulo, moduloPartition } from './modulo'
import type { Partition, SchemeName } from './partition'
import type { OwnedRange } from './range'
import { range, rangePartition } from './range'
import { rendezvous, rendezvousPartition } from './rendezvous'
import type { RingHash } from './ring'
import { ring, ringPartition } from './ring'
import type { Arc, Scheme } from './scheme'
import { slots, slotsPartition } from './slots'

/** How a partition is asked for; `ranges` are those of a range map that is not even. */
export type PartitionSpec =
  | { scheme: 'range'; ranges?: readonly OwnedRange[] }
  | { scheme: 'ring'; vnodes?: number; hash?: RingHash }
  | { scheme: 'modulo' | 'jump' | 'rendezvous' | 'slots' }

const SCHEMES: { readonly [S in SchemeName]: Scheme<Extract<Partition, { scheme: S }>> } = {
  range,
  modulo,
  ring,
  jump,
  rendezvous,
  slots,
}
export const SCHEME_NAMES = Object.keys(SCHEMES) as SchemeName[]

function schemeOf(partition: Partition): Scheme<Partition> {
  return SCHEMES[partition.scheme]
}

/** The partition of these shards; `keys`: how many there are, 0..keys−1 (for a range map). Throws what its scheme throws. */
export function partitionOf(spec: PartitionSpec, shards: readonly string[], keys: number): Partition {
  switch (spec.scheme) {
    case 'range':
      return rangePartition(shards, keys, spec.ranges)
    case 'ring':
      return ringPartition(shards, spec)
    case 'modulo':
      return moduloPartition(shards)
    case 'jump':
      return jumpPartition(shards)
    case 'rendezvous':
      return rendezvousPartition(shards)
    case 'slots':
      return slotsPartition(shards)
  }
}

/** Index of the shard that a key belongs to. */
export function shardOf(partition: Partition, key: Key): number {
  return schemeOf(partition).shardOf(partition, key)
}
/** The same partition with one more shard. Throws partition.duplicate { name }, and partition.moreShards for a range map. */
export function addShard(partition: Partition, name: string): Partition {
  return schemeOf(partition).add(partition, name)
}
/**
 * The same without a shard. Throws partition.unknownShard { got, allowed }, partition.noShards for the only one, and
 * partition.onlyLast { name, last } where the scheme can only lose its last.
 */
export function removeShard(partition: Partition, name: string): Partition {
  const shard = partition.shards.indexOf(name)
  if (shard < 0) throw new FaultlineError('partition.unknownShard', { got: name, allowed: partition.shards.join(', ') })
  if (partition.shards.length === 1) throw new FaultlineError('partition.noShards')
  return schemeOf(partition).remove(partition, shard)
}
/** The key space in order with its owners; null where the scheme gives it no order. */
export function arcsOf(partition: Partition): Arc[] | null {
  return schemeOf(partition).arcs?.(partition) ?? null
}
/** Each shard's share of the key space, by index; the shares sum to 1. */
export function ownership(partition: Partition): Float64Array {
  const shares = new Float64Array(partition.shards.length)
  const arcs = arcsOf(partition)
  const weights = partition.scheme === 'rendezvous' ? partition.weights : partition.shards.map(() => 1)
  if (arcs) for (const { from, to, shard } of arcs) shares[shard] += to - from
  else {
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    weights.forEach((weight, shard) => (shares[shard] = weight / all))
  }
  return shares
}
