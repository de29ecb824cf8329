/**
 * Which shard a key is asked for in: the store's map says, unless somebody's code places keys by another rule. Whoever asks tells the
 * replicas so, for by their own map the key's homes may be others.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { isPlaced, placedAt, shardNamed } from '../../cluster'
import { placeOfKey } from '../../protocols/resharding/placing'
import { epochOf } from '../../protocols/resharding/shardMap'
import { shardFor } from './shards'
import type { StoreAsker, StoreAskerState, StoreCall, StoreClientConfig } from './state'

/** The shard that the store's map says; or, where that is not the one, `placedAt` the other. */
export function shardAsked(cluster: Cluster, node: ClusterNode, config: StoreClientConfig, r: StoreAsker): number {
  const { map } = node.state as StoreAskerState
  const mapped = shardFor(config, map, r.user)
  if (!cluster.decider?.active || !config.placing) return mapped
  const shard = placeOfKey(cluster, node, config.placing, map, r, mapped)
  return shard === mapped ? mapped : placedAt(shard, epochOf(map))
}

/** The shard that a call's latest try is asked in. */
export function shardOf({ where }: Pick<StoreCall, 'where'>): number {
  return isPlaced(where) ? shardNamed(where) : where
}
