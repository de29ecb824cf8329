/** The links of a selection that carry a breaker: of a caller its own, of a line on the map all of its links. */
import { BREAKER } from '../../lab/protocol'
import type { Topology } from '../../lab/protocol'
import { linksBetween } from '../graph/acts/targets'
import { L, LINK_AT } from '../graph/paint/latest'
import type { Selection } from '../store'

/** In the order of the topology; those that are not closed come first. `now`: the newest frame's links. */
export function breakerLinks(selection: Selection, t: Topology, now: Float32Array): number[] {
  const state = (link: number): number => now[link * L + LINK_AT.breaker]
  const guarded = candidates(selection, t).filter((link) => state(link) > BREAKER.none)
  return [
    ...guarded.filter((link) => state(link) !== BREAKER.closed),
    ...guarded.filter((link) => state(link) === BREAKER.closed),
  ]
}

function candidates(selection: Selection, t: Topology): number[] {
  switch (selection.kind) {
    case 'node':
      return t.links.filter(({ from }) => from === selection.node).map(({ index }) => index)
    case 'link': {
      const { from, to } = t.links[selection.link]
      return t.links
        .filter((l) => (l.from === from && l.to === to) || (l.from === to && l.to === from))
        .map((l) => l.index)
    }
    case 'edge':
      return linksBetween(t, selection.from, selection.to)
    default:
      return []
  }
}
