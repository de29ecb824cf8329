/**
 * Where a key goes by somebody's rule. What that takes comes with what loads such code (policies/load.ts), so that whoever runs what is
 * built in need not carry it; until then the map's word is taken.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import type { Atlas } from './atlas'
import type { ShardMap } from './shardMap'

/** Who asks, and for which key. */
export interface KeyAsked {
  user: number
  op: number
  origin: number
  count: number
  path: number
}
/** The shard; `mapped`: the one that the map names. */
type PlaceOfKey = (
  cluster: Cluster,
  node: ClusterNode,
  atlas: Atlas,
  map: ShardMap,
  asked: KeyAsked,
  mapped: number,
) => number

export let placeOfKey: PlaceOfKey = (_cluster, _node, _atlas, _map, _asked, mapped) => mapped

export function placeKeysBy(decide: PlaceOfKey): void {
  placeOfKey = decide
}
