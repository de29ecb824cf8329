/**
 * Which nodes and directed links a command touches, by the topology: what decides when a fault is over. A repair may name
 * its target otherwise than the fault did (a shard killed, its replicas restarted one by one).
 */
import type { Command, LinkTarget, NodeTarget } from '../cluster/command'
import type { Topology } from './protocol'

export function nodesOf(topology: Topology, target: NodeTarget): number[] {
  return topology.nodes
    .filter((node) => {
      if ('node' in target) return node.id === target.node
      if ('shard' in target) return node.shard === target.shard
      return 'zone' in target ? node.zone === target.zone : node.group === target.group
    })
    .map((node) => node.index)
}

/** Directed links that a command about links touches; none for a command about nodes or messages. */
export function linksOf(topology: Topology, command: Command): number[] {
  switch (command.kind) {
    case 'healAll':
      return topology.links.map((link) => link.index)
    case 'isolate': {
      const inside = new Set(nodesOf(topology, command.target))
      return linksWhere(topology, (from, to) => inside.has(from) !== inside.has(to))
    }
    case 'partition': {
      const side = new Map<number, number>()
      command.groups.forEach((group, s) => {
        for (const target of group) for (const node of nodesOf(topology, target)) side.set(node, s)
      })
      return linksWhere(topology, (from, to) => {
        const a = side.get(from)
        const b = side.get(to)
        return a !== undefined && b !== undefined && a !== b
      })
    }
    default:
      return 'link' in command ? between(topology, command.link) : []
  }
}

function between(topology: Topology, link: LinkTarget): number[] {
  const from = new Set(nodesOf(topology, link.from))
  const to = new Set(nodesOf(topology, link.to))
  return linksWhere(topology, (a, b) => (from.has(a) && to.has(b)) || (!link.oneWay && from.has(b) && to.has(a)))
}

function linksWhere(topology: Topology, wanted: (from: number, to: number) => boolean): number[] {
  return topology.links.filter((link) => wanted(link.from, link.to)).map((link) => link.index)
}
