/**
 * What an edge of the map is like right now: how many of its links are cut, in which direction, and what else was done to
 * them; with its traffic. Written without allocation, since the painter asks for every edge of every frame.
 */
import { LINK_FLAG } from '../../../lab/protocol'
import { L, LINK_AT } from '../paint/latest'
import type { Edge } from './edges'

export type CutKind = 'none' | 'partial' | 'forward' | 'backward' | 'whole'
export interface EdgeState {
  cut: number // directed links that are
  cutForward: number
  links: number
  any: number // flags of any link
  addedUs: number
  lossProbability: number
  held: number
  breaker: number // the state furthest from closed
  forwardPerSecond: number
  backwardPerSecond: number
}

export const emptyEdge = (): EdgeState => ({
  cut: 0,
  cutForward: 0,
  links: 0,
  any: 0,
  addedUs: 0,
  lossProbability: 0,
  held: 0,
  breaker: 0,
  forwardPerSecond: 0,
  backwardPerSecond: 0,
})

export function readEdge(links: Float32Array, edge: Edge, out: EdgeState): EdgeState {
  out.cut = out.cutForward = out.any = out.addedUs = out.lossProbability = out.held = out.breaker = 0
  out.forwardPerSecond = out.backwardPerSecond = 0
  out.links = edge.forward.length + edge.backward.length
  for (const link of edge.forward) {
    if (read(links, link, out)) out.cutForward++
    out.forwardPerSecond += links[link * L + LINK_AT.perSecond]
  }
  for (const link of edge.backward) {
    read(links, link, out)
    out.backwardPerSecond += links[link * L + LINK_AT.perSecond]
  }
  return out
}

function read(links: Float32Array, link: number, out: EdgeState): boolean {
  const at = link * L
  const flags = links[at + LINK_AT.flags] | 0
  out.any |= flags
  out.addedUs = Math.max(out.addedUs, links[at + LINK_AT.addedUs])
  out.lossProbability = Math.max(out.lossProbability, links[at + LINK_AT.lossProbability])
  out.held += links[at + LINK_AT.heldMessages]
  out.breaker = Math.max(out.breaker, links[at + LINK_AT.breaker])
  const cut = (flags & LINK_FLAG.cut) !== 0
  if (cut) out.cut++
  return cut
}

export function cutKind(s: EdgeState, edge: Edge): CutKind {
  if (s.cut === 0) return 'none'
  if (s.cut === s.links) return 'whole'
  if (s.cutForward === edge.forward.length && s.cut === s.cutForward) return 'forward'
  if (s.cut === edge.backward.length && s.cutForward === 0) return 'backward'
  return 'partial'
}

/** Codes of what was done to it, for words and marks. */
export function edgeCodes(s: EdgeState): (keyof typeof LINK_FLAG)[] {
  return (Object.keys(LINK_FLAG) as (keyof typeof LINK_FLAG)[]).filter((code) => s.any & LINK_FLAG[code])
}
