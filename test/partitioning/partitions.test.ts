import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addShard,
  arcsOf,
  loadsOf,
  md5,
  murmur3,
  ownership,
  partitionOf,
  placeBounded,
  placeOf,
  placementOf,
  plan,
  pointOf,
  preferenceList,
  rangePartition,
  removeShard,
  rendezvousPartition,
  ringPartition,
  runsOf,
  shardOf,
  skewOf,
  slotOf,
  utf8,
} from '../../src/partitioning'

const keysOf = (n: number) => Array.from({ length: n }, (_, key) => key)

describe('a plan', () => {
  test('says what goes from where to where, and what share that is', () => {
    const before = rangePartition(['a', 'b'], 100)
    const { moves, share } = plan(before, addShard(before, 'c'), 100)
    expect(moves.map(({ from, to, keys }) => [from, to, runsOf(keys as number[])])).toEqual([
      ['a', 'c', [{ from: 25, to: 50 }]],
    ])
    expect(share).toBe(0.25)
  })
  test('carried out, gives the partition after; nothing changed, nothing to do', () => {
    const before = partitionOf({ scheme: 'modulo' }, ['a', 'b', 'c'], 300)
    const after = removeShard(before, 'a')
    const owners = keysOf(300).map((key) => before.shards[shardOf(before, key)])
    const { moves, share } = plan(before, after, 300)
    for (const { from, to, keys } of moves)
      for (const key of keys as number[]) {
        expect(owners[key]).toBe(from)
        owners[key] = to
      }
    expect(owners).toEqual(keysOf(300).map((key) => after.shards[shardOf(after, key)]))
    expect(share).toBe(moves.reduce((sum, { keys }) => sum + keys.length, 0) / 300)
    expect(plan(before, before, 300)).toEqual({ moves: [], share: 0 })
  })
  test('of names as keys', () => {
    const before = partitionOf({ scheme: 'slots' }, ['a', 'b'], 0)
    const { moves } = plan(before, removeShard(before, 'b'), ['foo', 'bar', 'somekey'])
    expect(moves).toEqual([{ from: 'b', to: 'a', keys: ['foo', 'somekey'] }])
  })
})

describe('a range map', () => {
  test('of its own: uneven, a shard with two ranges', () => {
    const ranges = [
      { from: 90, to: 100, shard: 0 },
      { from: 0, to: 10, shard: 0 },
      { from: 10, to: 90, shard: 1 },
    ]
    const map = rangePartition(['a', 'b'], 100, ranges)
    expect([0, 9, 10, 89, 90, 99].map((key) => shardOf(map, key))).toEqual([0, 0, 1, 1, 0, 0])
    expect(arcsOf(map)?.map(({ shard }) => shard)).toEqual([0, 1, 0])
    expect([...ownership(map)].map((share) => Number(share.toFixed(9)))).toEqual([0.2, 0.8])
  })
  test('a shard that goes leaves its ranges to its neighbour', () => {
    const map = rangePartition(['a', 'b', 'c'], 90)
    expect([...loadsOf(removeShard(map, 'b'), 90)]).toEqual([60, 30])
    expect([...loadsOf(removeShard(map, 'a'), 90)]).toEqual([60, 30])
  })
})

describe('a ring', () => {
  const servers = [1, 2, 3, 4].map((i) => `10.0.1.${i}:11211`)
  const ketama = ringPartition(servers)
  test('has 160 points a server, the four words of each digest among them (RFC 26)', () => {
    expect(ketama.owners).toHaveLength(640)
    expect([...md5(utf8('10.0.1.1:11211-0'))]).toEqual([2431485715, 4123933443, 100894374, 2720740989])
    for (const word of md5(utf8('10.0.1.1:11211-0')))
      expect(ketama.owners[[...ketama.high].indexOf(word)], String(word)).toBe(0)
  })
  test('gives a key to the first point at or after its own, beyond the last to the first', () => {
    const cassandra = ringPartition(servers, { hash: 'murmur3', vnodes: 2 })
    const big = (high: number, low: number) => (BigInt(high) << 32n) | BigInt(low)
    const tokens = Array.from(cassandra.high, (high, i) => big(high, cassandra.low[i]) - (1n << 63n))
    for (const key of keysOf(1_000)) {
      const hash = md5(utf8(String(key)))[0]
      expect(pointOf(ketama, key)).toBe(
        Math.max(
          0,
          ketama.high.findIndex((high) => high >= hash),
        ),
      )
      const [low, high] = murmur3(utf8(String(key)))
      const token = BigInt.asIntN(64, big(high >>> 0, low >>> 0))
      expect(pointOf(cassandra, key)).toBe(
        Math.max(
          0,
          tokens.findIndex((t) => t >= token),
        ),
      )
    }
    expect(['foo', 'bar', 'hello', 'key1', 'key2'].map((key) => servers[shardOf(ketama, key)].slice(5, 8))).toEqual([
      '1.2',
      '1.4',
      '1.4',
      '1.4',
      '1.1',
    ])
  })
  test('weights: twice the weight, about twice the keys, also by rendezvous', () => {
    const weights = [1, 2, 1]
    const loads = [
      loadsOf(ringPartition(['a', 'b', 'c'], { weights, vnodes: 1_000 }), 20_000),
      loadsOf(rendezvousPartition(['a', 'b', 'c'], weights), 20_000),
    ]
    for (const [a, b, c] of loads) {
      expect(b / a).toBeGreaterThan(1.8)
      expect(b / c).toBeLessThan(2.2)
    }
  })
  test('a preference list is of different shards, the owner first, as many as there are', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 6 }), (key, n) => {
        const list = preferenceList(ketama, pointOf(ketama, key), n)
        expect(list[0]).toBe(shardOf(ketama, key))
        expect(list).toHaveLength(Math.min(n, 4))
        expect(new Set(list).size).toBe(list.length)
      }),
    )
  })
})

describe('bounded loads', () => {
  const ring = ringPartition(
    Array.from({ length: 20 }, (_, i) => `bin-${i}`),
    { vnodes: 1 },
  )
  test('no shard takes more than ⌈(1 + ε)m/n⌉, and every key has a place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0.01, max: 2, noNaN: true }), (m, epsilon) => {
        const { loads, capacity, probes } = placeBounded(ring, keysOf(m), epsilon)
        expect(capacity).toBe(Math.ceil(((1 + epsilon) * m) / 20))
        expect(Math.max(...loads)).toBeLessThanOrEqual(capacity)
        expect(loads.reduce((sum, load) => sum + load, 0)).toBe(m)
        expect(probes).toBeGreaterThanOrEqual(m)
      }),
    )
  })
  test('with room enough it is the plain ring, at one probe a key', () => {
    const { shards, probes } = placeBounded(ring, keysOf(500), 100)
    expect([...shards]).toEqual(keysOf(500).map((key) => shardOf(ring, key)))
    expect(probes).toBe(500)
  })
})

test('slots: keys with one tag share a slot; an empty tag is none', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.stringMatching(/^[a-z]+$/), (before, after, tag) => {
      fc.pre(!before.includes('{'))
      expect(slotOf(`${before}{${tag}}${after}`)).toBe(slotOf(tag))
    }),
  )
  expect(slotOf('foo{}{bar}')).toBe(8363)
  expect(slotOf('foo{{bar}}zap')).toBe(slotOf('{bar'))
})
test('skew: of equal loads none; one of four with everything has four means, and √3 of them as deviation', () => {
  expect(skewOf([5, 5, 5])).toEqual({ maxOverMean: 1, relSd: 0 })
  expect(skewOf([0, 0, 0, 8])).toEqual({ maxOverMean: 4, relSd: Math.sqrt(3) })
})
test('a placement remembers and says what the partition says', () => {
  const partition = ringPartition(['a', 'b', 'c'])
  const placement = placementOf(partition, 500)
  for (let pass = 0; pass < 2; pass++)
    for (const key of keysOf(500)) expect(placeOf(placement, key)).toBe(shardOf(partition, key))
  expect(placeOf({ keys: 100, shards: 4 }, 99)).toBe(3)
})
