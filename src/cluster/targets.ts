/** Which nodes and links a command means. */
import type { LinkTarget, NodeTarget } from './command'
import type { Cluster } from './contract'
import type { Link } from './link'
import type { ClusterNode } from './node'

export function nodesOf(cluster: Cluster, target: NodeTarget): ClusterNode[] {
  return cluster.nodes.filter((n) => matches(n, target))
}
export function matches(node: Pick<ClusterNode, 'id' | 'shard' | 'zone' | 'group'>, target: NodeTarget): boolean {
  if ('node' in target) return node.id === target.node
  if ('shard' in target) return node.shard === target.shard
  if ('zone' in target) return node.zone === target.zone
  return node.group === target.group
}
/** Every existing link from one side to the other and, unless `oneWay`, back. */
export function linksOf(cluster: Cluster, target: LinkTarget): Link[] {
  return cluster.links.filter(
    (l) =>
      (matches(l.from, target.from) && matches(l.to, target.to)) ||
      (!target.oneWay && matches(l.from, target.to) && matches(l.to, target.from)),
  )
}
/** Every link between a node inside the target and one outside it. */
export function boundaryOf(cluster: Cluster, target: NodeTarget): Link[] {
  return cluster.links.filter((l) => matches(l.from, target) !== matches(l.to, target))
}
/** Every link between nodes of different groups; nodes in no group keep theirs. */
export function linksAcross(cluster: Cluster, groups: NodeTarget[][]): Link[] {
  const side = cluster.nodes.map((n) => groups.findIndex((targets) => targets.some((t) => matches(n, t))))
  return cluster.links.filter(
    (l) => side[l.from.index] >= 0 && side[l.to.index] >= 0 && side[l.from.index] !== side[l.to.index],
  )
}
