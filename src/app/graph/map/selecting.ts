/** Between what the map draws and what the page calls selected. */
import type { NodeTarget } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'
import type { Selection } from '../../store'
import type { Box } from './boxes'
import type { Edge } from './edges'
import type { Area, MapLayout } from './layout'

export function selectBox(box: Box): Selection {
  if (box.kind === 'shard') return { kind: 'shard', shard: box.shard }
  return box.kind === 'group' ? { kind: 'group', group: box.group } : { kind: 'node', node: box.nodes[0] }
}
/** One pair of links between two nodes is the link itself; more of them are an edge. */
export function selectEdge(edge: Edge): Selection {
  if (edge.forward.length <= 1 && edge.backward.length <= 1)
    return { kind: 'link', link: edge.forward[0] ?? edge.backward[0] }
  return { kind: 'edge', from: edge.from, to: edge.to }
}
export function selectArea(area: Area): Selection {
  return area.kind === 'zone' ? { kind: 'zone', zone: area.id } : { kind: 'group', group: area.id }
}

const same = (a: NodeTarget, b: NodeTarget): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Index of the box that is selected, or stands for it; -1: none. */
export function selectedBox(layout: MapLayout, s: Selection | null): number {
  if (s?.kind === 'node') return layout.boxOfNode[s.node] ?? -1
  if (s?.kind === 'shard') return layout.boxes.findIndex((b) => b.kind === 'shard' && b.shard === s.shard)
  if (s?.kind === 'group') return layout.boxes.findIndex((b) => b.kind === 'group' && b.group === s.group)
  return -1
}
export function selectedEdge(layout: MapLayout, s: Selection | null): number {
  if (s?.kind === 'link' || s?.kind === 'message') return layout.edgeOfLink[s.link] ?? -1
  if (s?.kind !== 'edge') return -1
  return layout.edges.findIndex(
    (e) => (same(e.from, s.from) && same(e.to, s.to)) || (same(e.from, s.to) && same(e.to, s.from)),
  )
}

/** As a target of commands, for the partition tool. */
export function targetOfSelection(s: Selection, t: Topology): NodeTarget | null {
  if (s.kind === 'node') return { node: t.nodes[s.node].id }
  if (s.kind === 'shard') return { shard: s.shard }
  if (s.kind === 'zone') return { zone: s.zone }
  return s.kind === 'group' ? { group: s.group } : null
}
