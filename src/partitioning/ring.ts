/**
 * Consistent hashing: shards have points on a ring, and a key belongs to the first point at or after its own (D. Karger et al.,
 * "Consistent hashing and random trees", STOC 1997). With several points a shard (virtual nodes) shares even out: their relative
 * standard deviation is √((n−1)/(nV+1)) for n shards of V points. Two hashes, exactly as others have them: `ketama` (MD5,
 * Couchbase SDK RFC 26), where a name's points are the four little-endian words of md5("name-0"), md5("name-1"), …; and
 * `murmur3`, Cassandra's signed tokens, where a name's are those of "name-0", "name-1", ….
 */
import { FaultlineError } from '../kernel'
import { md5 } from './hashes/md5'
import { murmur3 } from './hashes/murmur3'
import { utf8 } from './hashes/utf8'
import type { Key } from './key'
import { bytesOf } from './key'
import type { Arc, Scheme, ShardSet } from './scheme'
import { checkShards, without } from './scheme'

export type RingHash = 'ketama' | 'murmur3'
/** Points a shard of weight 1: libketama's 160 and Cassandra 4's 16. */
export const DEFAULT_VNODES: Readonly<Record<RingHash, number>> = { ketama: 160, murmur3: 16 }
const MOST_VNODES = 10_000

export interface RingPartition extends ShardSet {
  scheme: 'ring'
  hash: RingHash
  vnodes: number
  weights: readonly number[]
  /** Points in order, as unsigned integers of 64 bits in two halves; ketama's, of 32 bits, have only the high one. */
  high: Uint32Array
  low: Uint32Array
  /** Index of the shard of each point. */
  owners: Int32Array
}
export interface RingOptions {
  hash?: RingHash
  vnodes?: number
  weights?: readonly number[]
}

/** Throws partition.noShards, partition.duplicate, partition.weight and partition.vnodes { got, most }. */
export function ringPartition(shards: readonly string[], options: RingOptions = {}): RingPartition {
  const { hash = 'ketama', vnodes = DEFAULT_VNODES[hash], weights = shards.map(() => 1) } = options
  checkShards(shards, weights)
  if (!(Number.isInteger(vnodes) && vnodes >= 1 && vnodes <= MOST_VNODES))
    throw new FaultlineError('partition.vnodes', { got: String(vnodes), most: MOST_VNODES })
  const points = shards.flatMap((name, shard) => {
    const count = Math.max(1, Math.round(vnodes * weights[shard]))
    return POINTS[hash](name, count).map(([high, low]) => ({ high, low, shard }))
  })
  points.sort((a, b) => a.high - b.high || a.low - b.low || a.shard - b.shard)
  return {
    scheme: 'ring',
    shards,
    hash,
    vnodes,
    weights,
    high: Uint32Array.from(points, (p) => p.high),
    low: Uint32Array.from(points, (p) => p.low),
    owners: Int32Array.from(points, (p) => p.shard),
  }
}

type Point = [high: number, low: number]
const POINTS: Readonly<Record<RingHash, (name: string, count: number) => Point[]>> = {
  ketama: (name, count) =>
    Array.from({ length: Math.ceil(count / 4) }, (_, i) => [...md5(utf8(`${name}-${i}`))])
      .flat()
      .slice(0, count)
      .map((word) => [word, 0]),
  murmur3: (name, count) => Array.from({ length: count }, (_, i) => tokenPoint(`${name}-${i}`)),
}
/** A signed token as a place on the ring, which runs from the least token to the greatest. */
function tokenPoint(text: Key): Point {
  const [low, high] = murmur3(bytesOf(text))
  return [(high ^ 0x80000000) >>> 0, low >>> 0]
}

/** Which point a key belongs to: the first at or after its own, beyond the last the first. */
export function pointOf({ hash, high, low }: RingPartition, key: Key): number {
  const [keyHigh, keyLow] = hash === 'ketama' ? [md5(bytesOf(key))[0], 0] : tokenPoint(key)
  let from = 0
  let to = high.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (high[middle] < keyHigh || (high[middle] === keyHigh && low[middle] < keyLow)) from = middle + 1
    else to = middle
  }
  return from === high.length ? 0 : from
}

/** The first `n` different shards from a point on (Dynamo's preference list, SOSP 2007, 4.3); all where there are fewer. */
export function preferenceList({ owners, shards }: RingPartition, point: number, n: number): number[] {
  const list: number[] = []
  for (let i = 0; i < owners.length && list.length < Math.min(n, shards.length); i++) {
    const owner = owners[(point + i) % owners.length]
    if (!list.includes(owner)) list.push(owner)
  }
  return list
}

export const ring: Scheme<RingPartition> = {
  shardOf: (partition, key) => partition.owners[pointOf(partition, key)],
  add: ({ shards, weights, ...options }, name) =>
    ringPartition([...shards, name], { ...options, weights: [...weights, 1] }),
  remove: ({ shards, weights, ...options }, shard) =>
    ringPartition(without(shards, shard), { ...options, weights: without(weights, shard) }),
  /** An arc a point, and one more from the last point to the end of the key space, which belongs to the first. */
  arcs({ high, low, owners }): Arc[] {
    const place = (i: number) => (high[i] + low[i] / 4294967296) / 4294967296
    const arcs = Array.from(owners, (shard, i) => ({ from: i === 0 ? 0 : place(i - 1), to: place(i), shard }))
    return [...arcs, { from: place(owners.length - 1), to: 1, shard: owners[0] }]
  },
}
