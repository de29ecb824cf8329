/** Where an arrow key leads on a map: to the nearest node that way, or around a node to its next link. */
import type { MapLayout } from './layout'
import { placeOn } from './geometry'

export type Direction = 'left' | 'right' | 'up' | 'down'
const STEP: Record<Direction, [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }

/** The nearest box that way: what is off to the side counts as further. -1: none. */
export function boxTowards(
  layout: Pick<MapLayout, 'boxes'>,
  from: { x: number; y: number },
  way: Direction,
  not = -1,
): number {
  const [dx, dy] = STEP[way]
  let best = -1
  let bestCost = Infinity
  layout.boxes.forEach((box, i) => {
    if (i === not) return
    const along = (box.x - from.x) * dx + (box.y - from.y) * dy
    const aside = Math.abs((box.x - from.x) * dy) + Math.abs((box.y - from.y) * dx)
    if (along < 4 || aside > along * 3 + 40) return
    const cost = along + aside * 2
    if (cost < bestCost) {
      bestCost = cost
      best = i
    }
  })
  return best
}

/** Edges of a box (of its shard for a replica, then its own), by the angle at which they leave. */
export function edgesAt(layout: Pick<MapLayout, 'boxes' | 'edges'>, box: number): number[] {
  const parent = layout.boxes[box].parent
  const own = layout.edges
    .map((_, i) => i)
    .filter((i) => touches(layout, i, box) || (parent >= 0 && touches(layout, i, parent)))
  return own.sort((a, b) => angle(layout, a, box) - angle(layout, b, box) || a - b)
}
function touches(layout: Pick<MapLayout, 'edges'>, edge: number, box: number): boolean {
  return layout.edges[edge].a === box || layout.edges[edge].b === box
}
function angle(layout: Pick<MapLayout, 'boxes' | 'edges'>, edge: number, box: number): number {
  const middle = placeOn(layout.edges[edge].curve, 0.5, 0, { x: 0, y: 0 })
  return Math.atan2(middle.y - layout.boxes[box].y, middle.x - layout.boxes[box].x)
}

/** The edge to go to from a node (the one leading most that way) or, when on one already, the next around that node. */
export function edgeTowards(
  layout: Pick<MapLayout, 'boxes' | 'edges'>,
  box: number,
  current: number,
  way: Direction,
): number {
  const around = edgesAt(layout, box)
  if (around.length === 0) return -1
  const at = around.indexOf(current)
  if (at >= 0) {
    const step = way === 'down' || way === 'right' ? 1 : -1
    return around[(at + step + around.length) % around.length]
  }
  const [dx, dy] = STEP[way]
  const along = (edge: number): number =>
    Math.cos(angle(layout, edge, box)) * dx + Math.sin(angle(layout, edge, box)) * dy
  return around.reduce((best, edge) => (along(edge) > along(best) + 1e-9 ? edge : best))
}
