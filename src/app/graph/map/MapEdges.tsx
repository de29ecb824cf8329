/** The links of a map as SVG: wide invisible paths to point at, focus and read; the painter draws what is seen. */
import { memo } from 'react'
import type { Topology } from '../../../lab/protocol'
import { targetNameIn } from '../acts/names'
import { words } from '../../words'
import { edgeCodes, emptyEdge, readEdge } from './edgeState'
import { placeOn, svgPath } from './geometry'
import type { MapLayout } from './layout'
import { latest } from '../paint/latest'

interface Props {
  topology: Topology
  layout: MapLayout
  selected: number
  version: number // of the state: labels say what is wrong
}

export const MapEdges = memo(function MapEdges({ topology, layout, selected }: Props) {
  const state = emptyEdge()
  return (
    <>
      {layout.edges.map((edge, i) => {
        const codes = latest.links.length > 0 ? edgeCodes(readEdge(latest.links, edge, state)) : []
        const label = words().graph.edgeLabel(targetNameIn(topology, edge.from), targetNameIn(topology, edge.to), codes)
        return (
          <path
            key={edge.key}
            className={edge.inner ? 'edge-hit inner' : 'edge-hit'}
            d={svgPath(edge.curve)}
            data-edge={i}
            data-key={edge.key}
            role="button"
            tabIndex={-1}
            aria-pressed={i === selected}
            aria-label={label}
          >
            <title>{label}</title>
          </path>
        )
      })}
    </>
  )
})

/** How far from its caller a breaker is drawn, as a share of the way: one that stands for several where their lines are still together, those that stand for one each where they have parted. */
function placeOfBreaker({ nodes, links }: Topology, guarded: readonly number[], link: number): number {
  const { from, to } = links[link]
  const isBeside = (l: Topology['links'][number]): boolean => l.from === from && nodes[l.to].group === nodes[to].group
  if (guarded.filter((g) => isBeside(links[g])).length > 1) return 0.4
  return links.some((l) => l.index !== link && isBeside(l)) ? 0.07 : 0.2
}

/** Breakers, each a small switch on its link near the caller: closed, open, half open. */
export const MapBreakers = memo(function MapBreakers({
  topology,
  layout,
  links,
}: {
  topology: Topology
  layout: MapLayout
  links: number[]
}) {
  return (
    <>
      {links.map((link) => {
        const way = layout.ways[link]
        if (!way) return null
        const { x, y } = placeOn(way, placeOfBreaker(topology, links, link), 0, { x: 0, y: 0 })
        return (
          <g
            key={link}
            className="breaker"
            data-breaker={link}
            data-key={`breaker:${link}`}
            role="button"
            tabIndex={-1}
            data-breaker-from={topology.nodes[topology.links[link].from].id}
            data-breaker-to={topology.nodes[topology.links[link].to].id}
            aria-label={words().graph.breakerLabel(0)}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
          >
            <rect className="breaker-hit" x={-14} y={-14} width={28} height={28} />
            <rect className="breaker-body" x={-12} y={-7} width={24} height={14} rx={7} />
            <circle className="breaker-pole" cx={-6} r={2} />
            <circle className="breaker-pole" cx={6} r={2} />
            <path className="breaker-arm" d="M-6 0H6" />
          </g>
        )
      })}
    </>
  )
})
