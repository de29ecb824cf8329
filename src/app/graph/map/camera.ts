/**
 * Zoom and pan of a map: wheel, pinch, drag on empty ground, and the buttons. The camera is no React state: whoever must
 * follow it (painter, SVG, toolbar) listens. The map is fitted until the visitor has moved it.
 */
import type { Camera } from '../paint/surface'
import type { MapLayout } from './layout'
import { panZoom, scaledAbout } from './panZoom'

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
  /** Ends listening to pointers. */
  readonly stop: () => void
  private moved = false
  private readonly listeners = new Set<(camera: Camera) => void>()

  constructor(private readonly stage: HTMLElement) {
    const set = (camera: Camera): void => this.move(camera)
    this.stop = panZoom(stage, { least: LEAST, most: MOST, mayPan, get: () => this.current, set })
  }
  listen(listener: (camera: Camera) => void): () => void {
    this.listeners.add(listener)
    listener(this.current)
    return () => this.listeners.delete(listener)
  }

  /** Fits again, unless the visitor has moved the map and `always` is not set. */
  fit(bounds: MapLayout['bounds'], width: number, height: number, always: boolean): void {
    if (this.moved && !always) return
    this.tell(fitted(bounds, width, height))
    this.moved = false
  }
  /** About the middle. */
  zoomBy(factor: number): void {
    const { clientWidth, clientHeight } = this.stage
    this.move(scaledAbout(this.current, factor, { x: clientWidth / 2, y: clientHeight / 2 }, LEAST, MOST))
  }
  /** A point of the screen (CSS px from the stage's corner) in the map's own coordinates. */
  toMap(x: number, y: number): { x: number; y: number } {
    return { x: (x - this.current.x) / this.current.k, y: (y - this.current.y) / this.current.k }
  }

  private move(camera: Camera): void {
    this.moved = true
    this.tell(camera)
  }
  private tell(camera: Camera): void {
    this.current = camera
    for (const listener of this.listeners) listener(camera)
  }
}

/** A mouse drags what it is on; a finger always moves the map, or a crowded one could not be moved at all. */
function mayPan(event: PointerEvent): boolean {
  const at = event.target as Element
  if (at.closest('.map-controls')) return false
  return event.pointerType === 'touch' || (event.button === 0 && at.closest('[data-drag]') === null)
}
