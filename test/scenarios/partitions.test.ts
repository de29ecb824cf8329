import { describe, expect, it } from 'vitest'
import { KIND, STRIDE } from '../../src/cluster'
import type { PartitionSpec } from '../../src/partitioning'
import { shardOf } from '../../src/partitioning'
import { storePartition } from '../../src/scenarios/partitions'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { GroupSpec, Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { changed, refusalOf } from './gate'

const STORE = 3
const USERS = 40_000
const partitioned = (partition: unknown) => validateScenario(changed(`groups.${STORE}.partition`, partition))
const refused = (partition: unknown) => refusalOf(() => partitioned(partition))
const halves = [
  { from: 0, to: 20_000, shard: 0 },
  { from: 20_000, to: 40_000, shard: 3 },
]
const SCHEMES: PartitionSpec[] = [
  { scheme: 'range', ranges: halves },
  { scheme: 'modulo' },
  { scheme: 'ring', hash: 'murmur3', vnodes: 16 },
  { scheme: 'jump' },
  { scheme: 'rendezvous' },
  { scheme: 'slots' },
]

/** Writes that the replicas of each shard applied in two seconds; each where its user's shard is. */
function loads(scenario: Scenario): number[] {
  const partition = storePartition(scenario.groups[STORE] as Extract<GroupSpec, { role: 'store' }>, USERS)
  const world = World.build(scenario, 7)
  const { journal, nodes } = world.cluster
  const counts = [0, 0, 0, 0]
  journal.attach((words, records) => {
    for (let i = 0; i < records; i++) {
      const [kind, node, key] = words.subarray(i * STRIDE)
      if (kind !== KIND.APPLIED) continue
      const { shard } = nodes[node]
      expect(shard).toBe(shardOf(partition, key % USERS))
      counts[shard]++
    }
  })
  world.run(2e6)
  journal.flush()
  return counts
}

describe('a store’s users are split as its partition says', () => {
  it.each(SCHEMES)('%j', (partition) => {
    const scenario = partitioned(partition)
    const shards = loads(scenario)
    if (partition.scheme === 'range') expect([shards[1], shards[2]]).toEqual([0, 0])
    else for (const load of shards) expect(load).toBeGreaterThan(0)
    expect(loads(partitioned(partition))).toEqual(shards)
  })
  it('by default evenly by range, which is the same as asking for it', () => {
    const store = PRESETS.storefront.groups[STORE] as Extract<GroupSpec, { role: 'store' }>
    expect(storePartition(store, USERS)).toMatchObject({
      scheme: 'range',
      ranges: [0, 1, 2, 3].map((shard) => ({ from: shard * 10_000, to: (shard + 1) * 10_000, shard })),
    })
    expect(loads(partitioned({ scheme: 'range' }))).toEqual(loads(PRESETS.storefront))
  })
})

describe('refused', () => {
  const ranges = (...of: [from: number, to: number, shard: number][]) =>
    refused({ scheme: 'range', ranges: of.map(([from, to, shard]) => ({ from, to, shard })) })
  const map = { code: 'scenario.invalid', field: 'groups[3].partition.ranges' }

  it('a range map with a gap, an overlap, a range beyond the users or a shard beyond the last', () => {
    expect(ranges([0, 10_000, 0], [20_000, 40_000, 1])).toMatchObject({
      ...map,
      problem: 'gap',
      got: '"10000 to 20000"',
    })
    expect(ranges([0, 30_000, 0], [20_000, 40_000, 1])).toMatchObject({ ...map, problem: 'overlap' })
    expect(ranges([0, 40_001, 0])).toMatchObject({ ...map, problem: 'notRange', got: '"0 to 40001"' })
    expect(ranges([0, 40_000, 4])).toMatchObject({ ...map, problem: 'unknownShard', allowed: '0 to 3' })
  })
  it('unknown schemes, hashes and numbers of virtual nodes', () => {
    const field = 'groups[3].partition'
    expect(refused({ scheme: 'magic' })).toMatchObject({ field: `${field}.scheme`, problem: 'notOneOf' })
    expect(refused({ scheme: 'ring', hash: 'sha1' })).toMatchObject({ field: `${field}.hash`, problem: 'notOneOf' })
    expect(refused({ scheme: 'ring', vnodes: 0 })).toMatchObject({ field: `${field}.vnodes`, problem: 'outOfRange' })
    expect(refused({ scheme: 'jump', vnodes: 9 })).toMatchObject({ field: `${field}.vnodes`, problem: 'unknownField' })
  })
})
