/** What each way of partitioning can do; one object of this kind a scheme, listed in schemes.ts. */
import { FaultlineError } from '../kernel'
import type { Key } from './key'

/** What every partition has. Weights are relative; absent: all the same. */
export interface ShardSet {
  shards: readonly string[]
}
/** A part of the key space, in shares of the whole from 0 to 1, and the index of the shard that owns it. */
export interface Arc {
  from: number
  to: number
  shard: number
}
export interface Scheme<P extends ShardSet> {
  /** Index of the shard that a key belongs to. */
  shardOf(partition: P, key: Key): number
  /** The same with one more shard, the last of `shards`. */
  add(partition: P, name: string): P
  /** The same without the shard of this index. Throws where the scheme cannot do without that one. */
  remove(partition: P, shard: number): P
  /** The key space in order, where it has one: what the picture of the ring shows; absent where keys have no neighbours. */
  arcs?(partition: P): Arc[]
}

/** Throws partition.noShards, partition.duplicate { name } and, for weights, partition.weight { name, got }. */
export function checkShards(shards: readonly string[], weights?: readonly number[]): void {
  if (shards.length === 0) throw new FaultlineError('partition.noShards')
  shards.forEach((name, i) => {
    if (shards.indexOf(name) < i) throw new FaultlineError('partition.duplicate', { name })
    const weight = weights ? weights[i] : 1
    if (!(weight > 0 && weight < Infinity)) throw new FaultlineError('partition.weight', { name, got: String(weight) })
  })
}
/** The list without one entry. */
export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, i) => i !== index)
}
