/** What a partition is judged by: how uneven it is, and how many keys a change of it moves. */
import type { Key } from './key'
import type { Partition } from './partition'
import { shardOf } from './schemes'

/** A list of keys, or the whole numbers 0..keys−1. */
export type Keys = number | readonly Key[]

export interface Skew {
  /** The greatest load in means; 1: perfectly even. */
  maxOverMean: number
  /** Standard deviation of the loads, in means. */
  relSd: number
}

/** Keys by shard. */
export function loadsOf(partition: Partition, keys: Keys): Float64Array {
  const loads = new Float64Array(partition.shards.length)
  eachKey(keys, (key) => loads[shardOf(partition, key)]++)
  return loads
}
/** Of loads in any unit, at least one of them above zero. */
export function skewOf(loads: ArrayLike<number>): Skew {
  const all = Array.from(loads)
  const mean = all.reduce((sum, load) => sum + load, 0) / all.length
  const squares = all.reduce((sum, load) => sum + (load - mean) * (load - mean), 0)
  return {
    maxOverMean: all.reduce((most, load) => Math.max(most, load), 0) / mean,
    relSd: Math.sqrt(squares / all.length) / mean,
  }
}
/** Share of these keys, 0 to 1, that belong to another shard (by name) after the change. */
export function moved(before: Partition, after: Partition, keys: Keys): number {
  let count = 0
  eachKey(keys, (key) => {
    if (before.shards[shardOf(before, key)] !== after.shards[shardOf(after, key)]) count++
  })
  return count / (typeof keys === 'number' ? keys : keys.length)
}

export function eachKey(keys: Keys, visit: (key: Key) => void): void {
  if (typeof keys === 'number') for (let key = 0; key < keys; key++) visit(key)
  else keys.forEach(visit)
}
