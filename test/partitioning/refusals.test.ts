import { describe, expect, test } from 'vitest'
import {
  addShard,
  partitionOf,
  rangePartition,
  rendezvousPartition,
  ringPartition,
  removeShard,
} from '../../src/partitioning'
import type { PartitionSpec } from '../../src/partitioning'
import { refusalOf } from '../scenarios/gate'

const ALL: PartitionSpec[] = (['range', 'modulo', 'ring', 'jump', 'rendezvous', 'slots'] as const).map((scheme) => ({
  scheme,
}))

describe.each(ALL)('$scheme refuses', (spec) => {
  test('to be of no shards, at the start and by losing the last', () => {
    expect(refusalOf(() => partitionOf(spec, [], 100))).toEqual({ code: 'partition.noShards' })
    expect(refusalOf(() => removeShard(partitionOf(spec, ['a'], 100), 'a'))).toEqual({ code: 'partition.noShards' })
  })
  test('two shards of one name, at the start and by adding', () => {
    const twice = { code: 'partition.duplicate', name: 'a' }
    expect(refusalOf(() => partitionOf(spec, ['a', 'b', 'a'], 100))).toEqual(twice)
    expect(refusalOf(() => addShard(partitionOf(spec, ['a', 'b'], 100), 'a'))).toEqual(twice)
  })
  test('to lose a shard that it does not have', () => {
    expect(refusalOf(() => removeShard(partitionOf(spec, ['a', 'b'], 100), 'c'))).toEqual({
      code: 'partition.unknownShard',
      got: 'c',
      allowed: 'a, b',
    })
  })
})

test.each([0, -1, NaN, Infinity])('a weight of %d', (weight) => {
  const refused = { code: 'partition.weight', name: 'b', got: String(weight) }
  expect(refusalOf(() => ringPartition(['a', 'b'], { weights: [1, weight] }))).toEqual(refused)
  expect(refusalOf(() => rendezvousPartition(['a', 'b'], [1, weight]))).toEqual(refused)
})
test.each([0, 1.5, 10_001])('%d virtual nodes', (vnodes) => {
  expect(refusalOf(() => ringPartition(['a'], { vnodes }))).toEqual({
    code: 'partition.vnodes',
    got: String(vnodes),
    most: 10_000,
  })
})

describe('a range map', () => {
  const map = (...ranges: [from: number, to: number, shard: number][]) =>
    refusalOf(() =>
      rangePartition(
        ['a', 'b'],
        100,
        ranges.map(([from, to, shard]) => ({ from, to, shard })),
      ),
    )
  test('with a gap: first, between, last', () => {
    expect(map([10, 50, 0], [50, 100, 1])).toEqual({ code: 'partition.gap', from: 0, to: 10 })
    expect(map([0, 40, 0], [60, 100, 1])).toEqual({ code: 'partition.gap', from: 40, to: 60 })
    expect(map([0, 40, 0], [40, 99, 1])).toEqual({ code: 'partition.gap', from: 99, to: 100 })
  })
  test('with an overlap, which is named', () => {
    expect(map([0, 60, 0], [40, 100, 1])).toEqual({ code: 'partition.overlap', from: 40, to: 60 })
    expect(map([0, 100, 0], [40, 50, 1])).toEqual({ code: 'partition.overlap', from: 40, to: 50 })
  })
  test('with an empty range, one that reaches too far, or an unknown shard', () => {
    expect(map([0, 0, 0], [0, 100, 1])).toEqual({ code: 'partition.range', from: 0, to: 0, keys: 100 })
    expect(map([0, 50, 0], [50, 101, 1])).toEqual({ code: 'partition.range', from: 50, to: 101, keys: 100 })
    expect(map([0, 50, 0], [50, 100, 2])).toEqual({ code: 'partition.unknownShard', got: 2, allowed: '0 to 1' })
  })
  test('of fewer keys than shards', () => {
    expect(refusalOf(() => rangePartition(['a', 'b'], 1))).toEqual({ code: 'partition.moreShards', shards: 2, keys: 1 })
  })
})
