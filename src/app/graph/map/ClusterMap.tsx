/**
 * A map of the cluster: two canvases for what moves and what is still, an SVG above them for what can be pointed at and
 * focused. The service map and the network differ only in their layout. React renders it when the layout, the selection
 * or a state changes; a painter draws the rest.
 */
import type { KeyboardEvent, MouseEvent } from 'react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { latest, useStateVersion } from '../paint/latest'
import { MapPainter } from '../paint/mapPainter'
import { useLab, useView } from '../../store'
import { words } from '../../words'
import { MapCamera } from './camera'
import type { MapLayout, MapRoom } from './layout'
import { MapAreas } from './MapAreas'
import { MapControls } from './MapControls'
import { MapBreakers, MapEdges } from './MapEdges'
import { MapNodes } from './MapNodes'
import { useBreakers, useRoom, useSide } from './mapState'
import { actOn, dragGroups, letterOn, messageAt, selectionAt } from './pointing'
import { RovingFocus } from './roving'
import { selectedBox, selectedEdge } from './selecting'
import { territories } from './territory'

interface Props {
  topology: Topology
  layoutFor: (room: MapRoom) => MapLayout
  label: string
  arranged?: boolean // groups have been dragged
}

export function ClusterMap({ topology, layoutFor, label, arranged }: Props) {
  const stage = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const moving = useRef<HTMLCanvasElement>(null)
  const world = useRef<SVGGElement>(null)
  const painter = useRef<MapPainter | null>(null)
  const [camera, setCamera] = useState<MapCamera | null>(null)
  const roving = useRef<RovingFocus | null>(null)
  const dragged = useRef(false)
  const room = useRoom(stage)
  const layout = useMemo(() => (room ? layoutFor(room) : null), [layoutFor, room])
  const version = useStateVersion()
  const selection = useView((view) => view.pointed ?? view.selection)
  const tool = useView((view) => view.tool)
  const side = useSide(topology, layout)
  const commands = useLab((lab) => lab.status?.branches.find((b) => b.id === lab.status?.active)?.commands)
  const zoned = layout?.areas.some((a) => a.kind === 'zone') ?? false
  const breakers = useBreakers(topology, version)
  const boxAt = layout ? selectedBox(layout, selection) : -1
  const edgeAt = layout ? selectedEdge(layout, selection) : -1

  useEffect(() => {
    const made = new MapPainter(stage.current!, still.current!, moving.current!)
    const follows = new MapCamera(stage.current!)
    painter.current = made
    setCamera(follows)
    return () => {
      made.stop()
      follows.stop()
    }
  }, [])

  useLayoutEffect(() => {
    if (!layout || !room || !camera) return
    painter.current?.setLayout(layout)
    camera.fit(layout.bounds, room.width, room.height, false)
    const held = roving.current?.focused ?? null
    roving.current = new RovingFocus(world.current!, layout)
    roving.current.arm(held)
    return camera.listen((c) => {
      world.current?.setAttribute('transform', `translate(${c.x} ${c.y}) scale(${c.k})`)
      painter.current?.setCamera(c, room.width, room.height)
    })
  }, [layout, room, camera, breakers])

  useEffect(() => {
    painter.current?.setSelection(boxAt, edgeAt, selection?.kind === 'message' ? selection.message : null)
  }, [boxAt, edgeAt, selection, layout])

  useEffect(() => {
    if (layout) painter.current?.setTerritories(territories(topology, layout, latest.links, commands ?? []))
  }, [layout, topology, version, commands])

  useEffect(() => {
    if (!camera) return
    return dragGroups(
      stage.current!,
      topology,
      () => camera.current.k,
      () => (dragged.current = true),
    )
  }, [camera, topology])

  const onClick = (event: MouseEvent): void => {
    if (dragged.current) {
      dragged.current = false
      return
    }
    if (!layout || !camera || (event.target as Element).closest('.map-controls')) return
    const at = selectionAt(event.target as Element, layout)
    const box = stage.current!.getBoundingClientRect()
    const p = camera.toMap(event.clientX - box.left, event.clientY - box.top)
    const onNode = at !== null && at.kind !== 'link' && at.kind !== 'edge' && at.kind !== 'zone'
    const message =
      tool === 'select' && !onNode && painter.current?.showsSingles
        ? messageAt(layout, p.x, p.y, camera.current.k)
        : null
    const found = message ?? at
    if (found) actOn(found, topology)
    else if (!(event.target as Element).closest('[data-area]')) useView.getState().set({ selection: null })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = (event.target as Element).closest('[data-key]')
    if (!layout || !at || event.ctrlKey || event.metaKey || event.altKey) return
    if (roving.current?.onKey(event, at)) {
      event.preventDefault()
      return
    }
    const found = selectionAt(at, layout)
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (found) actOn(found, topology)
      else at.dispatchEvent(new window.MouseEvent('click', { bubbles: true }))
    } else if (event.key === 'Escape') useView.getState().set({ selection: null })
    else if (found && event.key.length === 1 && letterOn(found, event.key, topology)) event.preventDefault()
  }

  return (
    <div
      className={`map${zoned ? ' is-zoned' : ''}`}
      ref={stage}
      data-tool={tool}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <canvas ref={still} aria-hidden="true" />
      <canvas ref={moving} aria-hidden="true" />
      <svg role="group" aria-label={label} aria-describedby="map-keys" className="map-things">
        <Hatch />
        <g ref={world} onFocus={(e) => roving.current?.onFocus(e.target)}>
          {layout && (
            <>
              <MapAreas topology={topology} layout={layout} />
              <MapEdges topology={topology} layout={layout} selected={edgeAt} version={version} />
              <MapBreakers topology={topology} layout={layout} links={breakers} />
              <MapNodes topology={topology} layout={layout} selected={boxAt} side={side} />
            </>
          )}
        </g>
      </svg>
      <p id="map-keys" className="hidden-visually">
        {words().graph.map.keys}
      </p>
      {topology.nodes.length === 0 && <p className="map-empty">{words().graph.map.empty}</p>}
      {layout && room && camera && (
        <>
          <MapControls
            camera={camera}
            fit={() => camera.fit(layout.bounds, room.width, room.height, true)}
            scenario={arranged ? topology.scenarioId : null}
          />
        </>
      )}
    </div>
  )
}

function Hatch() {
  return (
    <defs>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="hatch-line" width="2" height="5" />
      </pattern>
    </defs>
  )
}
