/**
 * Where groups stand when the scenario does not say: ranks from left to right by who calls whom, ordered within a rank so that
 * lines cross little. A scenario has a handful of groups, so that a library of layouts would be a hundred times the work.
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

/**
 * Breadth first from the clients: percent of the way by distance; groups of one rank below each other, each as near as may be
 * to those that it talks with (barycentre heuristic: Sugiyama, Tagawa and Toda 1981), taller ones with more room.
 */
export function rankedPositions(t: Topology): Positions {
  const pairs = calls(t)
  const ranks = ranksOf(t, pairs)
  const positions: Positions = {}
  const settle = (groups: Topology['groups'], rank: number): void => {
    const total = groups.reduce((sum, g) => sum + heightOf(g), 0)
    let above = 0
    for (const group of groups) {
      const y = (100 * (above + heightOf(group) / 2)) / total
      positions[group.id] = { x: ranks.length === 1 ? 50 : 8 + (84 * rank) / (ranks.length - 1), y }
      above += heightOf(group)
    }
  }
  ranks.forEach(settle)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [rank, groups] of ranks.entries()) {
      const pulled = groups.map((group) => ({ group, y: barycentre(group.id, pairs, positions) }))
      settle(
        pulled.sort((a, b) => a.y - b.y).map(({ group }) => group),
        rank,
      )
    }
  }
  return positions
}
/** Enough for the handful of groups of a scenario. */
const SWEEPS = 4

const heightOf = (group: Topology['groups'][number]): number => Math.max(1, group.shards)

/** Groups by their distance from the clients, in calls. */
function ranksOf(t: Topology, pairs: readonly [string, string][]): Topology['groups'][] {
  const rank = new Map<string, number>()
  const starts = t.groups.filter((g) => g.role === 'clients')
  let edge = (starts.length > 0 ? starts : t.groups.slice(0, 1)).map((g) => g.id)
  for (let r = 0; edge.length > 0; r++) {
    for (const id of edge) if (!rank.has(id)) rank.set(id, r)
    const next = pairs.flatMap(([a, b]) => (edge.includes(a) ? [b] : edge.includes(b) ? [a] : []))
    edge = [...new Set(next)].filter((id) => !rank.has(id))
  }
  const last = Math.max(0, ...rank.values())
  return Array.from({ length: last + 1 }, (_, r) => t.groups.filter((g) => (rank.get(g.id) ?? last) === r))
}

/** The mean height of those that a group calls or is called by. */
function barycentre(id: string, pairs: readonly [string, string][], positions: Positions): number {
  const peers = pairs.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : []))
  return peers.reduce((sum, peer) => sum + positions[peer].y, 0) / Math.max(1, peers.length)
}
