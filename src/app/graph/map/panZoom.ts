/**
 * Moving and scaling by pointer and wheel, on one element: drag or one finger pans, two fingers pinch, the wheel scales about
 * the pointer. Small enough to be there at once. After a drag the click that the browser sends is swallowed: it was none.
 */
import type { Camera } from '../paint/surface'

interface Options {
  least: number
  most: number // scales
  mayPan: (event: PointerEvent) => boolean
  get: () => Camera
  set: (camera: Camera) => void
}
interface Point {
  x: number
  y: number
}
/** A pointer has to go so far before it drags, px. */
const DRAG_FROM_PX = 4
/** Doublings of the scale for a wheel's delta, by its unit: pixels, lines, pages. */
const PER_DELTA = [0.002, 0.05, 1]
/** A pinch on a touchpad comes as a wheel with Ctrl, in small steps. */
const PINCH_FACTOR = 10

/** Scaled by `factor` within the limits, with what is at `about` staying there. */
export function scaledAbout(camera: Camera, factor: number, about: Point, least: number, most: number): Camera {
  const k = Math.max(least, Math.min(most, camera.k * factor))
  const by = k / camera.k
  return { k, x: about.x - (about.x - camera.x) * by, y: about.y - (about.y - camera.y) * by }
}

/** Listens until the returned function is called. */
export function panZoom(stage: HTMLElement, { least, most, mayPan, get, set }: Options): () => void {
  const down = new Map<number, Point>()
  const stops = new AbortController()
  const { signal } = stops
  let from: Point | null = null // where a pointer went down that has not dragged yet

  const within = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = stage.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  const onWheel = (event: WheelEvent): void => {
    if ((event.target as Element).closest('.map-controls')) return
    event.preventDefault()
    const doublings = -event.deltaY * PER_DELTA[event.deltaMode] * (event.ctrlKey ? PINCH_FACTOR : 1)
    set(scaledAbout(get(), 2 ** doublings, within(event), least, most))
  }
  const onDown = (event: PointerEvent): void => {
    if (!mayPan(event) || down.size === 2) return
    from = down.size === 0 ? within(event) : null
    down.set(event.pointerId, within(event))
  }
  const onMove = (event: PointerEvent): void => {
    const was = down.get(event.pointerId)
    if (!was) return
    const now = within(event)
    if (from && Math.hypot(now.x - from.x, now.y - from.y) < DRAG_FROM_PX) return
    from = null
    down.set(event.pointerId, now)
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1]
    set(other ? pinched(get(), was, now, other) : panned(get(), was, now))
  }
  const pinched = (camera: Camera, was: Point, now: Point, other: Point): Camera => {
    const factor =
      Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(was.x - other.x, was.y - other.y))
    const middle = { x: (was.x + other.x) / 2, y: (was.y + other.y) / 2 }
    const moved = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
    return panned(scaledAbout(camera, factor, middle, least, most), middle, moved)
  }
  const onUp = (event: PointerEvent): void => {
    if (!down.delete(event.pointerId) || from) return
    const swallow = (click: Event): void => click.stopPropagation()
    stage.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => stage.removeEventListener('click', swallow, { capture: true }))
  }
  stage.addEventListener('wheel', onWheel, { signal, passive: false })
  stage.addEventListener('pointerdown', onDown, { signal })
  addEventListener('pointermove', onMove, { signal })
  addEventListener('pointerup', onUp, { signal })
  addEventListener('pointercancel', onUp, { signal })
  return () => stops.abort()
}

function panned(camera: Camera, was: Point, now: Point): Camera {
  return { ...camera, x: camera.x + now.x - was.x, y: camera.y + now.y - was.y }
}
