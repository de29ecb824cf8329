/** A cluster's replicas, shard by shard. */
import type { ClusterNode } from '../cluster'

export function shardsOf(nodes: readonly ClusterNode[]): ClusterNode[][] {
  const shards: ClusterNode[][] = []
  for (const node of nodes) if (node.shard >= 0) (shards[node.shard] ??= []).push(node)
  return shards
}
