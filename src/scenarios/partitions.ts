/** How a store's users are split over its shards: evenly by range, or as its `partition` says. */
import type { Partition, Placement } from '../partitioning'
import { partitionOf, placementOf } from '../partitioning'
import { FaultlineError } from '../kernel'
import type { Atlas } from '../protocols/resharding/atlas'
import { newAtlas, shardName } from '../protocols/resharding/atlas'
import { MOVE_BYTES_PER_SECOND, allShards, canReshard } from './growth'
import { refusal } from './refusal'
import type { GroupSpec, Scenario } from './scenario'

type Store = Extract<GroupSpec, { role: 'store' }>

/** The users of the cluster: they are the keys that are split over the shards. */
export function usersOf(scenario: Pick<Scenario, 'groups'>): number {
  const clients = scenario.groups.find((g) => g.role === 'clients')
  return clients?.role === 'clients' ? clients.users.count : 0
}

/** Shards are called as their replicas are: "shard-1", "shard-2", …. Throws as partitionOf does. */
export function storePartition(store: Store, users: number): Partition {
  const names = Array.from({ length: store.shards }, (_, s) => shardName(s))
  return partitionOf(store.partition ?? { scheme: 'range' }, names, users)
}

/** Where users are, for asking often; of a scenario without a store, nowhere. */
export function placementOfUsers(scenario: Pick<Scenario, 'groups'>): Placement {
  const users = usersOf(scenario)
  const store = scenario.groups.find((g) => g.role === 'store')
  if (store?.role !== 'store' || store.partition === undefined)
    return { keys: users, shards: store?.role === 'store' ? store.shards : 0 }
  return placementOf(storePartition(store, users), users)
}

/** Where users can come to be when shards are added and removed; null without a store. `members`: node indices of a group. */
export function atlasOfStore(
  scenario: Pick<Scenario, 'groups'>,
  members: (group: string) => readonly number[],
): Atlas | null {
  const store = scenario.groups.find((g) => g.role === 'store')
  if (store?.role !== 'store') return null
  const users = usersOf(scenario)
  return newAtlas({
    shards: replicasByShard(store, members(store.id)),
    users,
    first: storePartition(store, users),
    canChange: canReshard(store),
    moveBytesPerSecond: store.moveBytesPerSecond ?? MOVE_BYTES_PER_SECOND,
  })
}
/** The replicas of each shard, the spare ones last. */
export function replicasByShard(store: Store, all: readonly number[]): number[][] {
  const { replicas } = store
  return Array.from({ length: allShards(store) }, (_, s) => all.slice(s * replicas, (s + 1) * replicas))
}

/** Throws scenario.invalid where a store's partition is impossible, for instance a range map with a gap; `field`: of the store. */
export function checkPartition(store: Store, users: number, field: string): void {
  if (store.partition?.scheme !== 'range' || !store.partition.ranges) return
  try {
    storePartition(store, users)
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error
    const { from, to, got, allowed } = error.params
    throw refusal('scenario.invalid', {
      field: `${field}.partition.ranges`,
      problem: PROBLEMS[error.code] ?? error.code,
      allowed: String(allowed ?? `0 to ${users}`),
      got: got ?? `${from} to ${to}`,
    })
  }
}
const PROBLEMS: Readonly<Record<string, string>> = {
  'partition.range': 'notRange',
  'partition.gap': 'gap',
  'partition.overlap': 'overlap',
  'partition.unknownShard': 'unknownShard',
}
