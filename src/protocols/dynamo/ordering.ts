/**
 * An order to add or remove a shard, as the store takes it: against the newest map that there is, which whoever gives the order
 * knows, for there is one operator, who made the changes before. So changes are in one order, as every later map contains them.
 */
import type { Cluster, Command } from '../../cluster'
import { shardsInUse, spareShard } from '../resharding/atlas'
import type { Change, ShardMap } from '../resharding/shardMap'
import { FIRST_MAP, mergedMaps } from '../resharding/shardMap'
import { atlasOf } from './maps'
import type { DynamoState } from './state'

/** Why an order cannot be carried out now. */
export type Obstacle = 'underWay' | 'noSpareShard' | 'notInUse' | 'onlyShard' | 'onlyLast'

/** Of a store of this role; null where its shards stay as they are. */
export function newestMap(cluster: Cluster): ShardMap | null {
  let newest: ShardMap | null = null
  for (const { role, state } of cluster.nodes) {
    const resharding = role === 'dynamoReplica' ? (state as DynamoState).resharding : null
    if (resharding) newest = mergedMaps(newest ?? FIRST_MAP, resharding.map)
  }
  return newest
}

/** What an order comes to: a change, 0 where it cannot be made. */
export function ordered(
  cluster: Cluster,
  command: Command,
): { known: ShardMap; change: Change; obstacle: Obstacle | null } {
  const newest = newestMap(cluster)
  const known = newest ?? FIRST_MAP
  const node = cluster.nodes.find(({ role }) => role === 'dynamoReplica')
  const refuse = (obstacle: Obstacle | null) => ({ known, change: 0, obstacle })
  if (!newest || !node || (command.kind !== 'addShard' && command.kind !== 'removeShard')) return refuse(null)
  const atlas = atlasOf(node)
  if (known.moving) return refuse('underWay')
  if (command.kind === 'addShard') {
    const spare = spareShard(atlas, known.changes)
    return spare < 0 ? refuse('noSpareShard') : { known, change: spare + 1, obstacle: null }
  }
  const used = shardsInUse(atlas, known.changes)
  if (!used.includes(command.shard)) return refuse('notInUse')
  if (used.length === 1) return refuse('onlyShard')
  if (atlas.first.scheme === 'jump' && used[used.length - 1] !== command.shard) return refuse('onlyLast')
  return { known, change: -(command.shard + 1), obstacle: null }
}
