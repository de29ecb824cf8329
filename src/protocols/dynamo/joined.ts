/** When a new member of a shard is one: its peers have given it what they have, and so have those from whom keys move to it. */
import type { Cluster, ClusterNode } from '../../cluster'
import { askForPages, beginJoin } from './join'
import type { DynamoState } from './state'
import { configOf } from './state'

export function peersOf(node: ClusterNode): number[] {
  return configOf(node).members.filter((member) => member !== node.index)
}
export function joinedYet(cluster: Cluster, node: ClusterNode, state: DynamoState): void {
  if (!state.joining || state.joining.waitingFor.length > 0 || state.resharding?.taking) return
  state.joining = null
  node.diskLost = false
  cluster.recordNode(node, 'joined')
}
/** Its peers are asked for everything once more. */
export function joinAnew(cluster: Cluster, node: ClusterNode, state: DynamoState): void {
  state.joining = beginJoin(peersOf(node))
  if (state.joining) askForPages(cluster, node, state.joining)
}
