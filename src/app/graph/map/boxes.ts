/**
 * What the service map draws of a topology: which groups stand open (node by node), which are one thing, and how large
 * each is. A store shows its shards with their replicas inside; opened, every replica is a node of its own; closed, one
 * thing. Other groups of two to four services, or of up to twelve that come and go, show their instances; larger ones and workers fold into one.
 */
import type { Topology } from '../../../lab/protocol'

export type Openness = 'closed' | 'shards' | 'nodes'
export type BoxKind = 'node' | 'replica' | 'shard' | 'group'

/** A thing on the map that a person can point at. x, y: its centre; w, h: what it takes up, its words included. */
export interface Box {
  key: string
  kind: BoxKind
  role: string
  label: string
  nodes: number[]
  group: string
  shard: number
  x: number
  y: number
  w: number
  h: number
  parent: number // index of the shard's box that a replica is drawn in; -1: none
}

export const NODE_W = 96
export const NODE_H = 94
export const NODE_DY = -12 // the shape's centre within the box: words stand below it
export const REPLICA_W = 50
export const SHARD_H = 74
export const REPLICA_DY = 13

/** `openGroups` of the view holds what differs from the default: "store" opens it fully, "-store" closes it. */
export function opennessOf(group: Topology['groups'][number], openGroups: readonly string[]): Openness {
  if (openGroups.includes(`-${group.id}`)) return 'closed'
  if (openGroups.includes(group.id)) return 'nodes'
  if (group.nodes.length === 1) return 'nodes'
  if (group.shards > 0) return group.shards <= 12 ? 'shards' : 'closed'
  const shown = group.role === 'api' || group.role === 'server' || group.role === 'balancer'
  return shown && group.nodes.length <= (group.grows ? 12 : 4) ? 'nodes' : 'closed'
}

/** The list for the view after the visitor opens (or closes) a group one step further. */
export function toggled(group: Topology['groups'][number], openGroups: readonly string[]): string[] {
  const rest = openGroups.filter((id) => id !== group.id && id !== `-${group.id}`)
  const now = opennessOf(group, openGroups)
  const byDefault = opennessOf(group, rest)
  const next: Openness = group.shards > 0 ? STEPS[now] : now === 'closed' ? 'nodes' : 'closed'
  if (next === byDefault) return rest
  return [...rest, next === 'closed' ? `-${group.id}` : group.id]
}
const STEPS: Record<Openness, Openness> = { shards: 'nodes', nodes: 'closed', closed: 'shards' }

/** What it is called aloud: a replica's letter alone would be the same in every shard. */
export function spokenName(box: Box): string {
  return box.kind === 'replica' ? box.key.slice('node:'.length) : box.label
}

/** "shard-2" of "shard-2b": shards are named by their replicas. */
export function shardName(topology: Topology, shard: number): string {
  const first = topology.nodes.find((n) => n.shard === shard)
  return first ? first.id.replace(/[a-z]+$/, '') : `shard-${shard + 1}`
}

/** Boxes of one group, in order, at no place yet. Replicas follow their shard; `parent` counts within the list. */
export function boxesOf(topology: Topology, group: Topology['groups'][number], open: Openness): Box[] {
  const base = { role: group.role, group: group.id, x: 0, y: 0, parent: -1 }
  const node = (index: number): Box => {
    const n = topology.nodes[index]
    return {
      ...base,
      key: `node:${n.id}`,
      kind: 'node',
      label: n.id,
      nodes: [index],
      shard: n.shard,
      w: NODE_W,
      h: NODE_H,
    }
  }
  if (open === 'closed')
    return [
      {
        ...base,
        key: `group:${group.id}`,
        kind: 'group',
        label: group.id,
        nodes: group.nodes,
        shard: -1,
        w: NODE_W,
        h: NODE_H,
      },
    ]
  if (open === 'nodes') return group.nodes.map(node)
  const boxes: Box[] = []
  for (let shard = 0; shard < group.shards; shard++) {
    const nodes = group.nodes.filter((n) => topology.nodes[n].shard === shard)
    const label = shardName(topology, shard)
    const w = Math.max(3, nodes.length) * REPLICA_W + 14 // its name and its keys need three's room
    const parent = boxes.length
    boxes.push({ ...base, key: `shard:${shard}`, kind: 'shard', label, nodes, shard, w, h: SHARD_H })
    for (const n of nodes)
      boxes.push({ ...node(n), kind: 'replica', label: topology.nodes[n].id.slice(label.length), w: 30, h: 30, parent })
  }
  return boxes
}
