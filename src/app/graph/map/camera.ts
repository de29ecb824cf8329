/**
 * Zoom and pan of a map, with d3-zoom: wheel, pinch, drag on empty ground, and the buttons. The camera is no React
 * state: whoever must follow it (painter, SVG, toolbar) listens. The map is fitted until the visitor has moved it.
 */
import { select } from 'd3-selection'
import type { ZoomBehavior } from 'd3-zoom'
import { zoom, ZoomTransform } from 'd3-zoom'
import type { Camera } from '../paint/surface'
import type { MapLayout } from './layout'

const LEAST = 0.25
const MOST = 6
const FIT_MOST = 1.5

/** Shows all of `bounds` in the middle of width × height, with a margin. */
export function fitted(bounds: MapLayout['bounds'], width: number, height: number, margin = 12): Camera {
  const k = Math.max(LEAST, Math.min(FIT_MOST, (width - 2 * margin) / bounds.w, (height - 2 * margin) / bounds.h))
  return { k, x: (width - bounds.w * k) / 2 - bounds.x * k, y: (height - bounds.h * k) / 2 - bounds.y * k }
}

export class MapCamera {
  current: Camera = { k: 1, x: 0, y: 0 }
  private moved = false
  private setting = false
  private readonly behaviour: ZoomBehavior<HTMLElement, unknown>
  private readonly listeners = new Set<(camera: Camera) => void>()

  constructor(private readonly stage: HTMLElement) {
    this.behaviour = zoom<HTMLElement, unknown>()
      .scaleExtent([LEAST, MOST])
      .clickDistance(4)
      .filter((event: Event) => mayPan(event))
      .on('zoom', (event: { transform: ZoomTransform; sourceEvent: Event | null }) => {
        if (!this.setting) this.moved = true
        const { k, x, y } = event.transform
        this.current = { k, x, y }
        for (const listener of this.listeners) listener(this.current)
      })
    select(stage).call(this.behaviour).on('dblclick.zoom', null)
  }
  stop(): void {
    select(this.stage).on('.zoom', null)
  }
  listen(listener: (camera: Camera) => void): () => void {
    this.listeners.add(listener)
    listener(this.current)
    return () => this.listeners.delete(listener)
  }

  /** Fits again, unless the visitor has moved the map and `always` is not set. */
  fit(bounds: MapLayout['bounds'], width: number, height: number, always: boolean): void {
    if (this.moved && !always) return
    this.moved = false
    const { k, x, y } = fitted(bounds, width, height)
    this.setting = true
    this.behaviour.transform(select(this.stage), new ZoomTransform(k, x, y))
    this.setting = false
  }
  zoomBy(factor: number): void {
    this.behaviour.scaleBy(select(this.stage), factor)
  }
  /** A point of the screen (CSS px from the stage's corner) in the map's own coordinates. */
  toMap(x: number, y: number): { x: number; y: number } {
    return { x: (x - this.current.x) / this.current.k, y: (y - this.current.y) / this.current.k }
  }
}

/** A mouse drags what it is on; a finger always moves the map, or a crowded one could not be moved at all. */
function mayPan(event: Event): boolean {
  const at = event.target as Element
  if (at.closest('.map-controls')) return false
  if (event.type === 'wheel' || event.type.startsWith('touch')) return true
  return at.closest('[data-drag]') === null && (event as MouseEvent).button === 0
}
