/**
 * Which shard has which keys, what each of them is asked for, and the keys that are asked for most: by the newest map of the
 * shards, and while it changes, which keys are on the way.
 */
import type { Arc, Partition } from '../../partitioning'
import { arcsOf, ownership, placeOf, pointOf, skewOf, slotOf } from '../../partitioning'
import type { Atlas } from '../../protocols/resharding/atlas'
import { partitionAt, shardAt, shardsInUse } from '../../protocols/resharding/atlas'
import type { ShardMap } from '../../protocols/resharding/shardMap'
import { allShards } from '../../scenarios/growth'
import { placementOfUsers, storePartition, usersOf } from '../../scenarios/partitions'
import type { GroupSpec, Scenario } from '../../scenarios/scenario'
import type { Player } from '../player'
import { shardsOf } from '../shards'
import { mapNow, shardsNow } from '../shardsNow'
import type { HotKey, PartitionMap } from './views'

type Store = Extract<GroupSpec, { role: 'store' }>
const ARCS_MAX = 4_000
const HOT_MAX = 8
const HOT_HERE_MAX = 5
const SLOTS = 16384

/** What follows from the scenario and the changes of its shards alone. */
interface Known {
  name: string // of the changes
  partition: Partition
  users: number
  owned: number[] // by shard; of a spare one 0
  arcs: PartitionMap['arcs']
  moving: PartitionMap['moving']
  shardOf: (key: number) => number
}
const known = new WeakMap<Scenario, Known>()

/** `shard`: the one to tell more of. */
export function partitionMap(player: Player, store: Store, shard: number): PartitionMap {
  const { cluster } = player.world
  const { partition, users, owned, arcs, moving, shardOf } = knownOf(player, store)
  const { recentKeys, saturation } = player.observation
  const replicas = shardsOf(cluster.nodes)
  const now = shardsNow(cluster)
  const inUse = now?.inUse ?? replicas.map((_, s) => s)
  const asked = new Map<number, number>()
  const byShard = new Array<number>(replicas.length).fill(0)
  let counted = 0
  for (const key of recentKeys.newest()) {
    counted++
    byShard[shardOf(key)]++
    const user = key % users
    asked.set(user, (asked.get(user) ?? 0) + 1)
  }
  const hottest = [...asked]
    .filter(([, times]) => times > 1)
    .sort(([a, m], [b, n]) => n - m || a - b)
    .map(([key, times]): HotKey => ({ key, shard: shardOf(key), asked: times, place: placeInSpace(partition, key) }))
  return {
    scheme: partition.scheme,
    users,
    arcs,
    shards: replicas.map((nodes, s) => ({
      owned: owned[s],
      asked: byShard[s],
      perSecond: nodes.reduce((sum, { index }) => sum + saturation.perSecond(index, player.timeUs), 0),
      isSpare: !inUse.includes(s),
    })),
    counted,
    skew: counted === 0 ? null : skewOf(inUse.map((s) => byShard[s])).maxOverMean,
    hot: hottest.slice(0, HOT_MAX),
    hotHere: hottest.filter((hot) => hot.shard === shard).slice(0, HOT_HERE_MAX),
    change: now?.last ?? null,
    moving: now?.last?.isMoving ? moving : null,
  }
}

/** The shard of any key of this store; keys beyond the users are with theirs. */
export function shardOfKey(player: Player, store: Store): (key: number) => number {
  return knownOf(player, store).shardOf
}

function knownOf(player: Player, store: Store): Known {
  const now = mapNow(player.world.cluster)
  const name = now?.map.changes.join() ?? ''
  const found = known.get(player.scenario)
  if (found?.name === name) return found
  const made = { name, ...(now && name !== '' ? changedMap(now) : firstMap(player.scenario, store)) }
  known.set(player.scenario, made)
  return made
}
function firstMap(scenario: Scenario, store: Store): Omit<Known, 'name'> {
  const users = usersOf(scenario)
  const partition = storePartition(store, users)
  const placement = placementOfUsers(scenario)
  const shares = ownership(partition)
  return {
    partition,
    users,
    owned: Array.from({ length: allShards(store) }, (_, shard) => shares[shard] ?? 0),
    arcs: mergedArcs(arcsOf(partition) ?? []),
    moving: null,
    shardOf: (key) => placeOf(placement, key % users),
  }
}
function changedMap({ map, atlas }: { map: ShardMap; atlas: Atlas }): Omit<Known, 'name'> {
  const { changes } = map
  const before = changes.slice(0, -1)
  const partition = partitionAt(atlas, changes)
  const used = shardsInUse(atlas, changes)
  const shares = ownership(partition)
  const arcs = namedArcs(atlas, changes)
  return {
    partition,
    users: atlas.users,
    owned: atlas.shards.map((_, shard) => (used.includes(shard) ? shares[used.indexOf(shard)] : 0)),
    arcs: arcs && mergedArcs(arcs),
    moving: movingArcs(namedArcs(atlas, before), arcs),
    shardOf: (key) => shardAt(atlas, changes, key),
  }
}
/** With shards by their number instead of their place in the partition. */
function namedArcs(atlas: Atlas, changes: readonly number[]): Arc[] | null {
  const used = shardsInUse(atlas, changes)
  return arcsOf(partitionAt(atlas, changes))?.map((arc) => ({ ...arc, shard: used[arc.shard] })) ?? null
}

function mergedArcs(arcs: readonly Arc[]): PartitionMap['arcs'] {
  const merged: NonNullable<PartitionMap['arcs']> = []
  for (const arc of arcs) {
    const last = merged.at(-1)
    if (last?.shard === arc.shard) last.to = arc.to
    else merged.push({ ...arc })
  }
  return merged.length === 0 || merged.length > ARCS_MAX ? null : merged
}
/** The parts of the key space whose owner is another one after than before. */
export function movingArcs(before: readonly Arc[] | null, after: readonly Arc[] | null): PartitionMap['moving'] {
  if (!before || !after) return null
  const found: NonNullable<PartitionMap['moving']> = []
  let b = 0
  let from = 0
  for (const { to: end, shard } of after) {
    while (from < end) {
      while (b < before.length - 1 && before[b].to <= from) b++
      const to = b === before.length - 1 ? end : Math.min(end, before[b].to)
      const last = found.at(-1)
      if (before[b].shard !== shard) {
        if (last?.to === from && last.shard === shard && last.source === before[b].shard) last.to = to
        else found.push({ from, to, shard, source: before[b].shard })
      }
      from = to
    }
  }
  return found.length > ARCS_MAX ? null : found
}
/** Where a key lies in the key space; on a ring, the point that it belongs to. */
function placeInSpace(partition: Partition, key: number): number | null {
  if (partition.scheme === 'range') return (key + 0.5) / partition.keys
  if (partition.scheme === 'slots') return slotOf(key) / SLOTS
  return partition.scheme === 'ring' ? partition.high[pointOf(partition, key)] / 4294967296 : null
}
