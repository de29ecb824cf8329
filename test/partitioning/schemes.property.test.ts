import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PartitionSpec } from '../../src/partitioning'
import {
  SCHEME_NAMES,
  addShard,
  arcsOf,
  loadsOf,
  moved,
  ownership,
  partitionOf,
  removeShard,
  shardOf,
} from '../../src/partitioning'
import { refusalOf } from '../scenarios/gate'

const KEYS = 2_000
const HASHING: PartitionSpec[] = [
  { scheme: 'ring', hash: 'ketama' },
  { scheme: 'ring', hash: 'murmur3', vnodes: 100 },
  { scheme: 'jump' },
  { scheme: 'rendezvous' },
  { scheme: 'slots' },
]
const ALL: PartitionSpec[] = [{ scheme: 'range' }, { scheme: 'modulo' }, ...HASHING]
const CONSISTENT: PartitionSpec[] = [{ scheme: 'range' }, ...HASHING]
const names = (n: number) => Array.from({ length: n }, (_, i) => `shard-${i + 1}`)
const sizes = fc.integer({ min: 1, max: 12 })
const keysOf = (n: number) => Array.from({ length: n }, (_, key) => key)

test('every scheme is here', () => {
  expect(new Set(ALL.map(({ scheme }) => scheme))).toEqual(new Set(SCHEME_NAMES))
})

describe.each(ALL)('%j', (spec) => {
  test('gives every key to exactly one shard, always the same', () => {
    fc.assert(
      fc.property(sizes, fc.nat(KEYS - 1), (n, key) => {
        const shard = shardOf(partitionOf(spec, names(n), KEYS), key)
        expect(Number.isInteger(shard) && shard >= 0 && shard < n).toBe(true)
        expect(shardOf(partitionOf(spec, names(n), KEYS), key)).toBe(shard)
      }),
    )
  })
  test('owns the whole key space, in shares that its keys follow', () => {
    const partition = partitionOf(spec, names(5), 50_000)
    const shares = ownership(partition)
    const loads = loadsOf(partition, 50_000)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    shares.forEach((share, i) => expect(Math.abs(loads[i] / 50_000 - share)).toBeLessThan(0.012))
    const arcs = arcsOf(partition)
    if (!arcs) return
    expect([arcs[0].from, arcs.at(-1)?.to]).toEqual([0, 1])
    arcs.slice(1).forEach((arc, i) => expect(arc.from).toBe(arcs[i].to))
  })
  test('is plain data that a copy of serves as well', () => {
    const partition = partitionOf(spec, names(3), KEYS)
    const copy = structuredClone(partition)
    expect(keysOf(100).map((key) => shardOf(copy, key))).toEqual(keysOf(100).map((key) => shardOf(partition, key)))
  })
})

describe.each(CONSISTENT)('%j', (spec) => {
  test('a new shard takes keys, and no others move', () => {
    fc.assert(
      fc.property(sizes, (n) => {
        const before = partitionOf(spec, names(n), KEYS)
        const after = addShard(before, 'new')
        for (const key of keysOf(KEYS)) {
          const owner = after.shards[shardOf(after, key)]
          if (owner !== 'new') expect(owner).toBe(before.shards[shardOf(before, key)])
        }
        expect(moved(before, after, KEYS)).toBeGreaterThan(0)
      }),
      { numRuns: 12 },
    )
  })
  test('a shard that goes loses its keys, and no others move', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(), (n, pick) => {
        const before = partitionOf(spec, names(n), KEYS)
        const gone = spec.scheme === 'jump' ? n - 1 : pick % n
        const after = removeShard(before, before.shards[gone])
        expect(after.shards).not.toContain(before.shards[gone])
        for (const key of keysOf(KEYS)) {
          const owner = shardOf(before, key)
          if (owner !== gone) expect(after.shards[shardOf(after, key)]).toBe(before.shards[owner])
        }
      }),
      { numRuns: 12 },
    )
  })
})

test.each(HASHING)('%j: a fifth shard moves between .5/5 and 1.5/5 of the keys', (spec) => {
  const before = partitionOf(spec, names(4), 40_000)
  const share = moved(before, addShard(before, 'shard-5'), 40_000)
  expect(share).toBeLessThan(1.5 / 5)
  expect(share).toBeGreaterThan(0.5 / 5)
})
test('modulo: a fifth shard moves four keys of five', () => {
  const before = partitionOf({ scheme: 'modulo' }, names(4), 40_000)
  expect(moved(before, addShard(before, 'shard-5'), 40_000)).toBeCloseTo(4 / 5, 3)
})
test('slots: shards that come and go leave all with the same number of slots, up to rounding', () => {
  let partition = partitionOf({ scheme: 'slots' }, names(3), KEYS)
  for (const name of ['x', 'y', 'z', 'w']) partition = addShard(partition, name)
  for (const name of ['shard-1', 'y', 'shard-3']) partition = removeShard(partition, name)
  for (const share of ownership(partition)) expect(Math.abs(share * 16384 - 4096)).toBeLessThanOrEqual(4)
})
test('jump: only the last shard can go', () => {
  const partition = partitionOf({ scheme: 'jump' }, names(4), KEYS)
  expect(refusalOf(() => removeShard(partition, 'shard-2'))).toEqual({
    code: 'partition.onlyLast',
    name: 'shard-2',
    last: 'shard-4',
  })
})
