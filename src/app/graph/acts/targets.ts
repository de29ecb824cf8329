/** Which nodes and links a target means in a topology (the world has its own reading of the same words). */
import type { NodeTarget } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'

export function nodesOfTarget(t: Topology, target: NodeTarget): number[] {
  const wanted = (n: Topology['nodes'][number]): boolean => {
    if ('node' in target) return n.id === target.node
    if ('shard' in target) return n.shard === target.shard
    return 'zone' in target ? n.zone === target.zone : n.group === target.group
  }
  return t.nodes.filter(wanted).map((n) => n.index)
}

/** Directed links between two targets, both ways; those within what both share are left out. */
export function linksBetween(t: Topology, a: NodeTarget, b: NodeTarget): number[] {
  const from = new Set(nodesOfTarget(t, a))
  const to = new Set(nodesOfTarget(t, b))
  return t.links
    .filter((l) => (from.has(l.from) && to.has(l.to)) || (from.has(l.to) && to.has(l.from)))
    .map((l) => l.index)
}
