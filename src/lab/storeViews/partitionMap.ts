/** Which shard has which keys, what each of them is asked for, and the keys that are asked for most. */
import type { Partition } from '../../partitioning'
import { arcsOf, ownership, placeOf, pointOf, slotOf } from '../../partitioning'
import { placementOfUsers, storePartition, usersOf } from '../../scenarios/partitions'
import type { GroupSpec, Scenario } from '../../scenarios/scenario'
import type { Player } from '../player'
import { shardsOf } from '../shards'
import type { PartitionMap } from './views'

type Store = Extract<GroupSpec, { role: 'store' }>
const ARCS_MAX = 4_000
const HOT_MAX = 8
const SLOTS = 16384

/** What follows from the scenario alone. */
interface Known {
  partition: Partition
  users: number
  owned: Float64Array
  arcs: PartitionMap['arcs']
  shardOf: (key: number) => number
}
const known = new WeakMap<Scenario, Known>()

export function partitionMap(player: Player, store: Store): PartitionMap {
  const { partition, users, owned, arcs, shardOf } = knownOf(player.scenario, store)
  const { recentKeys, saturation } = player.observation
  const asked = new Map<number, number>()
  const byShard = new Array<number>(store.shards).fill(0)
  let counted = 0
  for (const key of recentKeys.newest()) {
    counted++
    byShard[shardOf(key)]++
    const user = key % users
    asked.set(user, (asked.get(user) ?? 0) + 1)
  }
  const shards = shardsOf(player.world.cluster.nodes).map((replicas, shard) => ({
    owned: owned[shard],
    asked: byShard[shard],
    perSecond: replicas.reduce((sum, { index }) => sum + saturation.perSecond(index, player.timeUs), 0),
  }))
  const hot = [...asked]
    .filter(([, times]) => times > 1)
    .sort(([a, m], [b, n]) => n - m || a - b)
    .slice(0, HOT_MAX)
    .map(([key, times]) => ({ key, shard: shardOf(key), asked: times, place: placeInSpace(partition, key) }))
  return { scheme: partition.scheme, users, arcs, shards, counted, hot }
}

/** The shard of any key of this store; keys beyond the users are with theirs. */
export function shardOfKey(scenario: Scenario, store: Store): (key: number) => number {
  return knownOf(scenario, store).shardOf
}

function knownOf(scenario: Scenario, store: Store): Known {
  const found = known.get(scenario)
  if (found) return found
  const users = usersOf(scenario)
  const partition = storePartition(store, users)
  const placement = placementOfUsers(scenario)
  const made: Known = {
    partition,
    users,
    owned: ownership(partition),
    arcs: mergedArcs(partition),
    shardOf: (key) => placeOf(placement, key % users),
  }
  known.set(scenario, made)
  return made
}

function mergedArcs(partition: Partition): PartitionMap['arcs'] {
  const merged: NonNullable<PartitionMap['arcs']> = []
  for (const arc of arcsOf(partition) ?? []) {
    const last = merged.at(-1)
    if (last?.shard === arc.shard) last.to = arc.to
    else merged.push({ ...arc })
  }
  return merged.length === 0 || merged.length > ARCS_MAX ? null : merged
}
/** Where a key lies in the key space; on a ring, the point that it belongs to. */
function placeInSpace(partition: Partition, key: number): number | null {
  if (partition.scheme === 'range') return (key + 0.5) / partition.keys
  if (partition.scheme === 'slots') return slotOf(key) / SLOTS
  return partition.scheme === 'ring' ? partition.high[pointOf(partition, key)] / 4294967296 : null
}
