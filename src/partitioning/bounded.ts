/**
 * Consistent hashing with bounded loads (V. Mirrokni, M. Thorup, M. Zadimoghaddam, SODA 2018): no shard takes more than
 * ⌈(1 + ε)m/n⌉ of m keys; a key whose shard is full goes on along the ring to the first that has room.
 */
import { assert } from '../kernel'
import type { Key } from './key'
import type { RingPartition } from './ring'
import { pointOf } from './ring'

export interface BoundedPlacement {
  /** Most keys a shard may have. */
  capacity: number
  /** Index of the shard of each key, in the keys' order. */
  shards: Int32Array
  /** Keys by shard. */
  loads: Int32Array
  /** Points looked at, of all keys together; one a key where nothing is full. */
  probes: number
}

/** Places keys one after the other; `epsilon` > 0. */
export function placeBounded(ring: RingPartition, keys: readonly Key[], epsilon: number): BoundedPlacement {
  assert(epsilon > 0, 'without slack the last key would look at every shard')
  const { owners } = ring
  const capacity = Math.ceil(((1 + epsilon) * keys.length) / ring.shards.length)
  const loads = new Int32Array(ring.shards.length)
  let probes = 0
  const shards = Int32Array.from(keys, (key) => {
    let point = pointOf(ring, key)
    for (probes++; loads[owners[point]] >= capacity; probes++) point = (point + 1) % owners.length
    loads[owners[point]]++
    return owners[point]
  })
  return { capacity, shards, loads, probes }
}
