/** Names of what the numbers in a story or a span stand for. */
import { OUTCOME_CAUSES, SHED_REASONS } from '../../cluster/journal'
import type { Span, Story, Topology } from '../../lab/protocol'
import type { Selection } from '../store'
import { words } from '../words'

const PARTS = ['network', 'queueing', 'service', 'disk', 'waiting'] as const
type Places = Parameters<ReturnType<typeof words>['traces']['story']>[2]

export function linkName(topology: Topology, link: number): string {
  const { from, to } = topology.links[link]
  return words().inspector.spanLink(nodeName(topology, from), nodeName(topology, to))
}
export function nodeName(topology: Topology, node: number): string {
  return topology.nodes[node]?.id ?? '?'
}
export function placesOf(topology: Topology): Places {
  return {
    node: (node) => nodeName(topology, node),
    link: (link) => linkName(topology, link),
    part: (part) => PARTS[part],
    cause: (cause) => OUTCOME_CAUSES[cause] ?? 'none',
    shed: (why) => SHED_REASONS[why] ?? '',
  }
}

/** Where a span was, as the map selects it. */
export function placeOf(span: Span): Selection {
  return span.link >= 0 ? { kind: 'link', link: span.link } : { kind: 'node', node: span.node }
}

/** What a story blames: the link that failed, else the node. */
export function guiltyOf({ code, params }: Story, topology: Topology): Selection | null {
  const { node = -1, link = -1, from = -1, to = -1, called = -1 } = params
  if (BLAMES_LINK.has(code)) {
    const at = topology.links.find((l) => l.from === from && l.to === to)
    if (at) return { kind: 'link', link: at.index }
  }
  if (link >= 0) return { kind: 'link', link }
  const blamed = called >= 0 ? called : node
  return blamed >= 0 ? { kind: 'node', node: blamed } : null
}
const BLAMES_LINK = new Set<Story['code']>(['linkCut', 'messageLost', 'droppedByHand', 'onTheWay', 'held'])

export function selectionTitle(selection: Selection, topology: Topology): string {
  if (selection.kind === 'link') return linkName(topology, selection.link)
  return selection.kind === 'node' ? nodeName(topology, selection.node) : ''
}
