/**
 * A partition of the keys 0..keys−1 for asking often: even ranges by arithmetic, anything else from a table that fills as keys
 * are asked for. It is part of a configuration: what it remembers follows from the partition alone.
 */
import { assert } from '../kernel'
import type { Partition } from './partition'
import type { EvenRanges } from './range'
import { evenShardOf } from './range'
import { shardOf } from './schemes'

export type Placement = EvenRanges | { partition: Partition; shardByKey: Uint8Array }

const UNKNOWN = 255

/** `partition`: of at most 255 shards. */
export function placementOf(partition: Partition, keys: number): Placement {
  assert(partition.shards.length <= UNKNOWN, 'a table of places has room for 255 shards')
  return { partition, shardByKey: new Uint8Array(keys).fill(UNKNOWN) }
}
/** Index of the shard of a key. */
export function placeOf(placement: Placement, key: number): number {
  if ('shards' in placement) return evenShardOf(placement, key)
  const { partition, shardByKey } = placement
  const known = shardByKey[key]
  if (known !== UNKNOWN) return known
  return (shardByKey[key] = shardOf(partition, key))
}
