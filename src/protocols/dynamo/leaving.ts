/** What a node does with what is at home elsewhere, when the map of shards says so: hints find their new home, and keys that moved away are let go. */
import type { Cluster, ClusterNode } from '../../cluster'
import { homesOf, isAtHome, shardAt } from '../resharding/atlas'
import { armHandoff } from './applying'
import { atlasOf } from './maps'
import { OWN, adopt, dropHint, forget, siblingsOf } from './replica'
import type { DynamoState, Resharding } from './state'
import { configOf } from './state'

/**
 * A hint for a home that a key leaves is one for the replica of the same place at its new shard too, and for that alone
 * once the key has left: a write that only a fallback has must not be forgotten.
 */
export function rehomeHints(
  cluster: Cluster,
  node: ClusterNode,
  { store, handoff }: DynamoState,
  { map, holdsPlaced }: Resharding,
) {
  const atlas = atlasOf(node)
  for (const home of [...store.hints.keys()].sort((a, b) => a - b)) {
    const copies = store.hints.get(home)
    const place = atlas.shards.find((replicas) => replicas.includes(home))?.indexOf(home) ?? 0
    for (const key of copies?.table.keys() ?? []) {
      if (!copies) break
      const twin = atlas.shards[shardAt(atlas, map.changes, key)][place]
      if (twin === home) continue
      const [version, value] = [copies.table.version(key), copies.table.value(key)]
      const hint = { key, version, value, siblings: copies.siblings ? siblingsOf(copies, key) : null }
      if (adopt(store, hint, twin === node.index ? OWN : twin) && twin === node.index)
        cluster.recordApplied(node, key, store.table.value(key), store.table.version(key))
      if (!holdsPlaced && !homesOf(atlas, map, key).members.includes(home)) dropHint(store, home, key, version)
    }
  }
  if (store.hints.size > 0) armHandoff(cluster, node, handoff)
}

/** Nothing moves any more: what is at home elsewhere is let go. */
export function letGo(
  cluster: Cluster,
  node: ClusterNode,
  { store }: DynamoState,
  { map, holdsPlaced }: Resharding,
): void {
  if (holdsPlaced) return
  const atlas = atlasOf(node)
  const { shard } = configOf(node)
  for (const key of store.table.keys())
    if (!isAtHome(atlas, map, key, shard) && forget(store, key)) cluster.recordApplied(node, key, 0, 0)
}
