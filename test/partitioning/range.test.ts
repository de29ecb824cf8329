import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenShardOf, rangeOf } from '../../src/partitioning'

describe('range partitioning', () => {
  it('splits 40,000 users over 4 shards as 0-10k, 10k-20k, ...', () => {
    const users = { keys: 40_000, shards: 4 }
    expect([0, 9_999, 10_000, 39_999].map((key) => evenShardOf(users, key))).toEqual([0, 0, 1, 3])
    expect(rangeOf(users, 2)).toEqual({ from: 20_000, to: 30_000 })
  })

  it('gives every key to one shard, in contiguous ranges that are equal up to one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 40 }), (keys, shards) => {
        fc.pre(keys >= shards)
        const ranges = Array.from({ length: shards }, (_, shard) => rangeOf({ keys, shards }, shard))
        expect([ranges[0].from, ranges[shards - 1].to]).toEqual([0, keys])
        ranges.forEach(({ from, to }, shard) => {
          if (shard > 0) expect(from).toBe(ranges[shard - 1].to)
          expect(Math.abs(to - from - keys / shards)).toBeLessThan(1)
          for (const key of [from, to - 1]) expect(evenShardOf({ keys, shards }, key)).toBe(shard)
        })
      }),
    )
  })
})
