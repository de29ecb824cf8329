/**
 * What part of a map is shown. The camera is no React state: whoever must follow it (painter, SVG, toolbar) listens. The map is
 * fitted until the visitor has moved it; what moves it loads right after the map is there.
 */
import type { Camera } from '../paint/surface'
import type { MapLayout } from './layout'
import type { Zooming } from './zooming'

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
  private stopped = false
  private zooming: Zooming | null = null
  private readonly listeners = new Set<(camera: Camera) => void>()

  constructor(stage: HTMLElement) {
    void import('./zooming').then(({ zooming }) => {
      if (this.stopped) return
      this.zooming = zooming(stage, [LEAST, MOST], mayPan, (camera) => {
        this.moved = true
        this.tell(camera)
      })
      this.zooming.set(this.current)
    })
  }
  stop(): void {
    this.stopped = true
    this.zooming?.stop()
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
    this.tell(fitted(bounds, width, height))
    this.zooming?.set(this.current)
  }
  zoomBy(factor: number): void {
    this.zooming?.scaleBy(factor)
  }
  /** A point of the screen (CSS px from the stage's corner) in the map's own coordinates. */
  toMap(x: number, y: number): { x: number; y: number } {
    return { x: (x - this.current.x) / this.current.k, y: (y - this.current.y) / this.current.k }
  }

  private tell(camera: Camera): void {
    this.current = camera
    for (const listener of this.listeners) listener(camera)
  }
}

/** A mouse drags what it is on; a finger always moves the map, or a crowded one could not be moved at all. */
function mayPan(event: Event): boolean {
  const at = event.target as Element
  if (at.closest('.map-controls')) return false
  if (event.type === 'wheel' || event.type.startsWith('touch')) return true
  return at.closest('[data-drag]') === null && (event as MouseEvent).button === 0
}
