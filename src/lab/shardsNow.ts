/** Which shards of a store are in use at the playhead, and how far a change of them has come: read from what its nodes believe. */
import type { Cluster } from '../cluster'
import { newestMap } from '../protocols/dynamo/ordering'
import type { DynamoConfig, DynamoState } from '../protocols/dynamo/state'
import type { Atlas } from '../protocols/resharding/atlas'
import { donorsOf, flowsOf, shardsInUse, takersOf } from '../protocols/resharding/atlas'
import type { ShardMap } from '../protocols/resharding/shardMap'

export interface ShardsNow {
  /** In use, or coming into use or going out of it now; ascending. */
  inUse: number[]
  changes: number
  /** The last change; null before the first. */
  last: ShardsChange | null
}
export interface ShardsChange {
  shard: number
  isAdded: boolean
  isMoving: boolean
  /** Of all users, those that change their shard, 0 to 1. */
  share: number
  /** How much of the handing over is done, 0 to 1: a replica has everything that another one gives it. */
  done: number
  /** Replicas from which something is still to come that are not up. */
  waitsFor: number[]
}

/** The newest map of a store whose shards can change, with where keys are by it; null for any other. */
export function mapNow(cluster: Cluster): { map: ShardMap; atlas: Atlas } | null {
  const map = newestMap(cluster)
  const node = cluster.nodes.find(({ role }) => role === 'dynamoReplica')
  const atlas = (node?.config as DynamoConfig | undefined)?.atlas
  return map && atlas ? { map, atlas } : null
}

export function shardsNow(cluster: Cluster): ShardsNow | null {
  const now = mapNow(cluster)
  if (!now) return null
  const { map, atlas } = now
  const used = new Set([...shardsInUse(atlas, map.before), ...shardsInUse(atlas, map.changes)])
  return {
    inUse: [...used].sort((a, b) => a - b),
    changes: map.changes.length,
    last: map.changes.length === 0 ? null : changeOf(cluster, map, atlas),
  }
}
function changeOf(cluster: Cluster, map: ShardMap, atlas: Atlas): ShardsChange {
  const change = map.changes[map.changes.length - 1]
  const told = { shard: Math.abs(change) - 1, isAdded: change > 0, share: flowsOf(atlas, map.changes).share }
  if (!map.moving) return { ...told, isMoving: false, done: 1, waitsFor: [] }
  let all = 0
  const left: number[] = []
  for (const taker of takersOf(atlas, map)) {
    const { shard, state } = cluster.nodes[taker]
    const donors = donorsOf(atlas, map, shard)
    all += donors.length
    if (!map.caughtUp.includes(taker)) left.push(...((state as DynamoState).resharding?.taking?.donors ?? donors))
  }
  const waitsFor = [...new Set(left)].filter((node) => !cluster.nodes[node].up)
  return { ...told, isMoving: true, done: all === 0 ? 1 : 1 - left.length / all, waitsFor }
}
