import { describe, expect, it } from 'vitest'
import { partitionOf } from '../../../src/partitioning'
import {
  homesDiffer,
  homesOf,
  newAtlas,
  shardName,
  shardsInUse,
  spareShard,
  standInsOf,
  takersOf,
} from '../../../src/protocols/resharding/atlas'
import {
  FIRST_MAP,
  begun,
  epochOf,
  mergedMaps,
  settled,
  withCaughtUp,
} from '../../../src/protocols/resharding/shardMap'

const SHARDS = [0, 1, 2].map((shard) => [3 * shard, 3 * shard + 1, 3 * shard + 2])
const atlas = newAtlas({
  shards: SHARDS,
  users: 300,
  first: partitionOf({ scheme: 'jump' }, [0, 1].map(shardName), 300),
  canChange: true,
  moveBytesPerSecond: 1_000,
})
const during = begun(FIRST_MAP, 3)
const after = settled(
  [6, 7, 8].reduce((map, node) => withCaughtUp(map, node), during),
  takersOf(atlas, during),
)
const moving = Array.from({ length: 300 }, (_, key) => key).filter((key) => homesOf(atlas, during, key).old > 0)

describe('a map of shards', () => {
  it('goes from epoch to epoch: even, nothing moves; odd, something does', () => {
    expect([FIRST_MAP, during, after].map(epochOf)).toEqual([0, 1, 2])
  })
  it('settles when all who take something have it, and not before', () => {
    const two = withCaughtUp(withCaughtUp(during, 6), 8)
    expect(settled(two, takersOf(atlas, during))).toBe(two)
    expect(after).toMatchObject({ changes: [3], moving: false, caughtUp: [] })
  })
  it('of two the later holds; of one epoch, what both know, in any order', () => {
    expect([mergedMaps(after, during), mergedMaps(during, after)]).toEqual([after, after])
    const [a, b] = [withCaughtUp(during, 7), withCaughtUp(during, 6)]
    expect(mergedMaps(a, b)).toEqual(mergedMaps(b, a))
    expect(mergedMaps(a, a)).toBe(a)
  })
})

describe('where keys are', () => {
  it('a key that moves is at home at both shards until the change is over', () => {
    expect(moving.length).toBeGreaterThan(60)
    for (const key of moving) {
      const { members, old } = homesOf(atlas, during, key)
      expect([members.length, old, members.slice(3)]).toEqual([6, 3, SHARDS[2]])
      expect(homesOf(atlas, after, key)).toEqual({ members: SHARDS[2], old: 0 })
      expect(members.slice(0, 3)).toEqual(homesOf(atlas, FIRST_MAP, key).members)
    }
  })
  it('only of a key that moves are homes other ones at another epoch', () => {
    for (let key = 0; key < 300; key++) {
      expect(homesDiffer(atlas, during, 0, key)).toBe(moving.includes(key))
      expect(homesDiffer(atlas, after, 1, key)).toBe(moving.includes(key))
    }
  })
  it('nobody stands in for a key who is at home there, or stands by', () => {
    expect(standInsOf(atlas, FIRST_MAP, moving[0])).toHaveLength(3)
    expect(standInsOf(atlas, during, moving[0])).toHaveLength(3)
    expect(standInsOf(atlas, after, moving[0])).toHaveLength(6)
  })
  it('a shard that was removed can be added again', () => {
    const gone = begun(after, -3)
    expect([shardsInUse(atlas, gone.changes), spareShard(atlas, gone.changes)]).toEqual([[0, 1], 2])
    expect([spareShard(atlas, after.changes), takersOf(atlas, gone)]).toEqual([-1, [0, 1, 2, 3, 4, 5]])
  })
})
