/**
 * Who seems healthy, by a node's own view (Dynamo, SOSP 2007, 4.8.3: a purely local notion of failure): whoever let a call's
 * time pass is taken as failed until it is heard of again, or until it is worth another try; with gossip, also whoever
 * the group has declared dead.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { isPlaced, shardNamed } from '../../cluster'
import { isThoughtAlive } from '../gossip/swimState'
import type { Called } from './coordinator'
import { homesOf, standInsFor, standInsOf } from '../resharding/atlas'
import { FIRST_MAP } from '../resharding/shardMap'
import type { FirstN } from './preference'
import { firstHealthy } from './preference'
import type { DynamoState } from './state'
import { configOf, stateOf } from './state'

/** A silent node is asked again after so long. */
const TRY_AGAIN_US = 2_000_000

export function isHealthy(cluster: Cluster, node: ClusterNode, state: DynamoState, member: number): boolean {
  if (member === node.index) return true
  const since = state.silent.get(member)
  if (since !== undefined && node.monotonic(cluster.nowUs) - since < TRY_AGAIN_US) return false
  return state.gossip === null || isThoughtAlive(state.gossip, member)
}

/** Whom an operation goes to: with strict quorums it is always the key's homes. `epoch`: of the map that it was sent by, or where its key was placed. */
export function membersFor(
  cluster: Cluster,
  node: ClusterNode,
  state: DynamoState,
  key: number,
  isWrite: boolean,
  epoch: number,
): Called {
  const { atlas, members, fallbacks, sloppy } = configOf(node)
  const map = state.resharding?.map ?? FIRST_MAP
  const named = isPlaced(epoch) ? shardNamed(epoch) : -1
  const own = !atlas
    ? { members, old: 0 }
    : named < 0
      ? homesOf(atlas, map, key)
      : { members: atlas.shards[named], old: 0 }
  if (!sloppy) return { members: own.members, homes: null, old: own.old }
  const standIns = !atlas ? fallbacks : named < 0 ? standInsOf(atlas, map, key) : standInsFor(atlas, map, named)
  return { ...firstAble(cluster, node, state, own.members, standIns, isWrite), old: own.old }
}
function firstAble(
  cluster: Cluster,
  node: ClusterNode,
  state: DynamoState,
  members: readonly number[],
  fallbacks: readonly number[],
  isWrite: boolean,
): FirstN {
  const isFallback = !members.includes(node.index)
  // A fallback that is asked to coordinate stands in first.
  const others = isFallback ? [node.index, ...fallbacks.filter((f) => f !== node.index)] : fallbacks
  const isUp = (member: number): boolean => isHealthy(cluster, node, state, member)
  // Whoever asked it reached no home, so it takes a write itself, and be it as a hint that goes home at once.
  const last = members[members.length - 1]
  if (isFallback && isWrite && members.every(isUp)) return firstHealthy(members, others, (m) => m !== last && isUp(m))
  return firstHealthy(members, others, isUp)
}

/** Of those who must answer (the last members but the `old`), how many seem healthy. */
export function reachableOf(
  cluster: Cluster,
  node: ClusterNode,
  state: DynamoState,
  members: readonly number[],
  old: number,
): number {
  let reachable = 0
  for (let at = old; at < members.length; at++) if (isHealthy(cluster, node, state, members[at])) reachable++
  return reachable
}

export function wasSilent(cluster: Cluster, node: ClusterNode, member: number): void {
  stateOf(node).silent.set(member, node.monotonic(cluster.nowUs))
}
export function wasHeard({ silent }: DynamoState, from: number): void {
  if (silent.size > 0) silent.delete(from)
}
