/**
 * Where groups stand when the scenario does not say: ranks from left to right by who calls whom at once, and the layout
 * of dagre (Gansner 1993) as soon as it has been loaded; only scenarios without a stored layout ever load it.
 */
import type { Topology } from '../../../lab/protocol'
import type { Positions } from './layout'

export function storedPositions(t: Topology): Positions | null {
  return t.groups.every((g) => t.layout[g.id] !== undefined) ? t.layout : null
}

/** Group to group, each pair once, from the one named first. */
function calls(t: Topology): [string, string][] {
  const pairs = new Map<string, [string, string]>()
  for (const link of t.links) {
    const a = t.nodes[link.from].group
    const b = t.nodes[link.to].group
    if (a !== b && !pairs.has(`${b}\n${a}`)) pairs.set(`${a}\n${b}`, [a, b])
  }
  return [...pairs.values()]
}

/** Breadth first from the clients: percent of the way by distance, groups of one rank below each other. */
export function rankedPositions(t: Topology): Positions {
  const rank = new Map<string, number>()
  const starts = t.groups.filter((g) => g.role === 'clients')
  let edge = (starts.length > 0 ? starts : t.groups.slice(0, 1)).map((g) => g.id)
  const pairs = calls(t)
  for (let r = 0; edge.length > 0; r++) {
    for (const id of edge) if (!rank.has(id)) rank.set(id, r)
    const next = pairs.flatMap(([a, b]) => (edge.includes(a) ? [b] : edge.includes(b) ? [a] : []))
    edge = [...new Set(next)].filter((id) => !rank.has(id))
  }
  const last = Math.max(1, ...rank.values())
  const positions: Positions = {}
  for (const group of t.groups) {
    const r = rank.get(group.id) ?? last
    const peers = t.groups.filter((g) => (rank.get(g.id) ?? last) === r)
    positions[group.id] = { x: 8 + (84 * r) / last, y: (100 * (peers.indexOf(group) + 0.5)) / peers.length }
  }
  return positions
}

export async function dagrePositions(t: Topology): Promise<Positions> {
  const { Graph, layout } = await import('@dagrejs/dagre')
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ranksep: 60, nodesep: 30 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const group of t.groups) graph.setNode(group.id, { width: 90, height: 80 * Math.max(1, group.shards) })
  for (const [a, b] of calls(t)) graph.setEdge(a, b)
  layout(graph)
  const nodes = t.groups.map((g) => ({ id: g.id, ...(graph.node(g.id) as { x: number; y: number }) }))
  const width = Math.max(...nodes.map((n) => n.x))
  const height = Math.max(...nodes.map((n) => n.y))
  return Object.fromEntries(nodes.map((n) => [n.id, { x: (100 * n.x) / width, y: (100 * n.y) / height }]))
}
