/** What a map knows from around it: how much room there is, which boxes are on a partition's side, where breakers are. */
import type { RefObject } from 'react'
import { useLayoutEffect, useMemo, useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { BREAKER } from '../../../lab/protocol'
import { usePartition } from '../acts/partitionStore'
import { nodesOfTarget } from '../acts/targets'
import { L, latest, LINK_AT } from '../paint/latest'
import type { MapLayout, MapRoom } from './layout'

/** The stage's size, CSS px; null before it is known. */
export function useRoom(stage: RefObject<HTMLDivElement | null>): MapRoom | null {
  const [room, setRoom] = useState<MapRoom | null>(null)
  useLayoutEffect(() => {
    const element = stage.current!
    const measure = (): void => {
      const width = Math.round(element.clientWidth)
      const height = Math.round(element.clientHeight)
      if (width > 0 && height > 0)
        setRoom((was) => (was?.width === width && was.height === height ? was : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [stage])
  return room
}

export function useSide(topology: Topology, layout: MapLayout | null): ReadonlySet<number> {
  const side = usePartition((p) => p.side)
  return useMemo(() => {
    const nodes = new Set(side.flatMap((target) => nodesOfTarget(topology, target)))
    return new Set(layout?.boxes.flatMap((box, i) => (box.nodes.every((n) => nodes.has(n)) ? [i] : [])))
  }, [side, topology, layout])
}

/** Links that carry a breaker; the same list as long as they are the same. */
export function useBreakers(topology: Topology, version: number): number[] {
  return useMemo(() => breakersNow(topology, version), [topology, version])
}
const known = new WeakMap<Topology, number[]>()
function breakersNow(topology: Topology, version: number): number[] {
  const before = known.get(topology) ?? NONE
  if (version === 0 || latest.links.length !== topology.links.length * L) return before
  const found = topology.links
    .filter((l) => latest.links[l.index * L + LINK_AT.breaker] > BREAKER.none)
    .map((l) => l.index)
  if (found.join() === before.join()) return before
  known.set(topology, found)
  return found
}
const NONE: number[] = []
