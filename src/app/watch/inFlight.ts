/** Requests as a frame shows them: which links lead to a thing, and which messages of a request are under way. */
import type { Frame, Topology } from '../../lab/protocol'
import { MESSAGE_FIELDS } from '../../lab/protocol'
import { linksBetween, nodesOfTarget } from '../graph/acts/targets'
import { targetOfSelection } from '../graph/map/selecting'
import type { Selection } from '../store'
import type { RequestId } from './watchStore'

const M = MESSAGE_FIELDS.length
const LINK = MESSAGE_FIELDS.indexOf('link')
const SENT = MESSAGE_FIELDS.indexOf('sentUs')
const ARRIVES = MESSAGE_FIELDS.indexOf('arrivesUs')
const ORIGIN = MESSAGE_FIELDS.indexOf('origin')
const COUNT = MESSAGE_FIELDS.indexOf('count')

export type InFlight = Pick<Frame, 'messages' | 'messageCount'>

/** Links by which a request comes to what is selected, both ways. */
export function linksOf(selection: Selection, t: Topology): Set<number> {
  if (selection.kind === 'edge') return new Set(linksBetween(t, selection.from, selection.to))
  if (selection.kind === 'link' || selection.kind === 'message') {
    const { from, to } = t.links[selection.link]
    return new Set(linksBetween(t, { node: t.nodes[from].id }, { node: t.nodes[to].id }))
  }
  const target = targetOfSelection(selection, t)
  const nodes = new Set(target ? nodesOfTarget(t, target) : [])
  return new Set(t.links.filter((l) => nodes.has(l.from) || nodes.has(l.to)).map((l) => l.index))
}

/** The message that was sent last of those wanted; −1: none. */
export function newest(flying: InFlight, wanted: (link: number, origin: number) => boolean): number {
  const { messages: m, messageCount } = flying
  let best = -1
  for (let i = 0; i < messageCount; i++)
    if (wanted(m[i * M + LINK], m[i * M + ORIGIN]) && (best < 0 || m[i * M + SENT] > m[best * M + SENT])) best = i
  return best
}

/** A message of the request that is under way; −1: none. */
export function messageOf({ messages: m, messageCount }: InFlight, { client, count }: RequestId): number {
  for (let i = 0; i < messageCount; i++) if (m[i * M + ORIGIN] === client && m[i * M + COUNT] === count) return i
  return -1
}

export function requestOf({ messages: m }: InFlight, i: number): RequestId {
  return { client: m[i * M + ORIGIN], count: m[i * M + COUNT] }
}

/** How long message `i` is under way, µs; `otherwise` where it has no arrival (held) or is not there. */
export function hopUs({ messages: m }: InFlight, i: number, otherwise: number): number {
  const us = i < 0 ? NaN : m[i * M + ARRIVES] - m[i * M + SENT]
  return Number.isFinite(us) ? us : otherwise
}
