/**
 * Range partitioning: each shard has contiguous ranges of the keys 0..keys−1 (users 0-10k, 10k-20k, …). Neighbouring keys stay
 * together, so range scans are cheap and a popular range is hot (Kleppmann, DDIA, chapter 6). A new shard takes the upper half
 * of the largest range; a shard that goes leaves its ranges to the one below, or above for the first.
 */
import { FaultlineError, assert } from '../kernel'
import type { Scheme, ShardSet } from './scheme'
import { checkShards, without } from './scheme'

/** Keys from `from` up to, not including, `to`. */
export interface KeyRange {
  from: number
  to: number
}
export interface OwnedRange extends KeyRange {
  shard: number // index
}
export interface RangePartition extends ShardSet {
  scheme: 'range'
  keys: number
  /** In order, without gap or overlap. */
  ranges: readonly OwnedRange[]
}
/** Keys 0..keys−1 in so many equal, contiguous ranges: the range map that needs none. */
export interface EvenRanges {
  keys: number
  shards: number
}

/** Shard of a key of even ranges, by arithmetic. */
export function evenShardOf(even: EvenRanges, key: number): number {
  return Math.min(even.shards - 1, Math.floor((key * even.shards) / even.keys))
}
/** First key of a shard of even ranges, and first key beyond it. */
export function rangeOf(even: EvenRanges, shard: number): KeyRange {
  return {
    from: Math.ceil((shard * even.keys) / even.shards),
    to: Math.ceil(((shard + 1) * even.keys) / even.shards),
  }
}

/**
 * Even ranges, or those given (in any order). Throws partition.noShards, partition.duplicate { name }, partition.moreShards
 * { shards, keys }, and for ranges partition.range { from, to, keys }, partition.gap { from, to }, partition.overlap { from, to },
 * partition.unknownShard { got, allowed }.
 */
export function rangePartition(
  shards: readonly string[],
  keys: number,
  ranges: readonly OwnedRange[] = evenRanges(shards.length, keys),
): RangePartition {
  checkShards(shards)
  if (shards.length > keys) throw new FaultlineError('partition.moreShards', { shards: shards.length, keys })
  const ordered = [...ranges].sort((a, b) => a.from - b.from || a.to - b.to)
  let end = 0
  for (const { from, to, shard } of ordered) {
    if (!(from >= 0 && from < to && to <= keys)) throw new FaultlineError('partition.range', { from, to, keys })
    if (from > end) throw new FaultlineError('partition.gap', { from: end, to: from })
    if (from < end) throw new FaultlineError('partition.overlap', { from, to: Math.min(end, to) })
    if (shards[shard] === undefined)
      throw new FaultlineError('partition.unknownShard', { got: shard, allowed: `0 to ${shards.length - 1}` })
    end = to
  }
  if (end < keys) throw new FaultlineError('partition.gap', { from: end, to: keys })
  return { scheme: 'range', shards, keys, ranges: ordered }
}
function evenRanges(shards: number, keys: number): OwnedRange[] {
  return Array.from({ length: shards }, (_, shard) => ({ ...rangeOf({ keys, shards }, shard), shard }))
}

export const range: Scheme<RangePartition> = {
  shardOf({ ranges, keys }, key) {
    assert(typeof key === 'number' && key >= 0 && key < keys, 'a range map has whole numbers as keys, below its end')
    let low = 0
    let high = ranges.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (ranges[middle].from <= key) low = middle
      else high = middle - 1
    }
    return ranges[low].shard
  },
  add({ shards, keys, ranges }, name) {
    const largest = ranges.reduce((best, r) => (r.to - r.from > best.to - best.from ? r : best))
    const middle = Math.ceil((largest.from + largest.to) / 2)
    return rangePartition([...shards, name], keys, [
      ...ranges.filter((r) => r !== largest),
      { ...largest, to: middle },
      { from: middle, to: largest.to, shard: shards.length },
    ])
  },
  remove({ shards, keys, ranges }, shard) {
    const kept = without(shards, shard)
    const index = (old: number) => (old > shard ? old - 1 : old)
    const heir = (at: number): number => {
      const owners = [...ranges.slice(0, at).reverse(), ...ranges.slice(at + 1)].map((r) => r.shard)
      return owners.find((owner) => owner !== shard) ?? (shard === 0 ? 1 : 0)
    }
    return rangePartition(
      kept,
      keys,
      ranges.map((r, at) => ({ ...r, shard: index(r.shard === shard ? heir(at) : r.shard) })),
    )
  },
  arcs: ({ ranges, keys }) => ranges.map(({ from, to, shard }) => ({ from: from / keys, to: to / keys, shard })),
}
