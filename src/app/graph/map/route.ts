/**
 * The curve of an edge between two boxes: it leaves and enters along the direction of the map; between boxes above each
 * other it runs straight, or, when something stands between them, around their side.
 */
import type { Box } from './boxes'
import { NODE_DY } from './boxes'
import type { Point } from './geometry'
import { cubic } from './geometry'
import { shapeOf } from './shapes'

/** Where the drawn thing (not its words) is: centre and half sizes. */
export function bodyOf(box: Box): { x: number; y: number; hx: number; hy: number } {
  if (box.kind === 'shard') return { x: box.x, y: box.y, hx: box.w / 2, hy: box.h / 2 }
  const r = shapeOf(box.role, box.kind === 'replica').radius + 2
  return { x: box.x, y: box.y + (box.kind === 'replica' ? 0 : NODE_DY), hx: r, hy: r }
}

/** How a map runs: left to right, top to bottom, or (the network) without a direction. */
export type Run = 'across' | 'down' | 'straight'

/** A flat polyline from a to b. `obstacles`: boxes that it should not run through. */
export function route(a: Box, b: Box, run: Run, obstacles: Box[]): number[] {
  if (a.kind === 'replica' && b.kind === 'replica') return between(a, b)
  const p = bodyOf(a)
  const q = bodyOf(b)
  const gapX = Math.abs(p.x - q.x) - p.hx - q.hx
  const gapY = Math.abs(p.y - q.y) - p.hy - q.hy
  if (run === 'straight') return straight(p, q)
  const sideways = run === 'down' ? gapY < 18 : gapX >= 18
  if (sideways && gapX >= 10) return flow(p, q, true)
  if (!sideways && gapY >= 10) {
    const blocked = obstacles.some((o) => o !== a && o !== b && crosses(p, q, bodyOf(o)))
    return blocked ? around(p, q) : flow(p, q, false)
  }
  return [p.x, p.y, q.x, q.y]
}

type Body = ReturnType<typeof bodyOf>

function flow(p: Body, q: Body, sideways: boolean): number[] {
  if (sideways) {
    const sign = p.x < q.x ? 1 : -1
    const a = { x: p.x + sign * p.hx, y: p.y }
    const b = { x: q.x - sign * q.hx, y: q.y }
    const reach = (b.x - a.x) * 0.45
    return cubic(a, { x: a.x + reach, y: a.y }, { x: b.x - reach, y: b.y }, b)
  }
  const sign = p.y < q.y ? 1 : -1
  const a = { x: p.x, y: p.y + sign * p.hy }
  const b = { x: q.x, y: q.y - sign * q.hy }
  const reach = (b.y - a.y) * 0.45
  return cubic(a, { x: a.x, y: a.y + reach }, { x: b.x, y: b.y - reach }, b)
}

function around(p: Body, q: Body): number[] {
  const a: Point = { x: p.x + p.hx, y: p.y }
  const b: Point = { x: q.x + q.hx, y: q.y }
  const out = Math.max(a.x, b.x) + 18 + Math.abs(a.y - b.y) * 0.16
  return cubic(a, { x: out, y: a.y }, { x: out, y: b.y }, b)
}

/** Replicas of one shard stand in a row: neighbours meet directly, others pass below those between. */
function between(a: Box, b: Box): number[] {
  const p = bodyOf(a)
  const q = bodyOf(b)
  const distance = Math.hypot(q.x - p.x, q.y - p.y)
  if (distance < 70 || Math.abs(p.y - q.y) > 20) return straight(p, q)
  const drop = 10
  const from = { x: p.x, y: p.y + p.hy - 3 }
  const to = { x: q.x, y: q.y + q.hy - 3 }
  const sign = p.x < q.x ? 1 : -1
  return cubic(from, { x: from.x + sign * 14, y: from.y + drop }, { x: to.x - sign * 14, y: to.y + drop }, to)
}

/** From rim to rim. */
function straight(p: Body, q: Body): number[] {
  const f = p.hx / (Math.hypot(q.x - p.x, q.y - p.y) || 1)
  const g = (q.hx / (p.hx || 1)) * f
  return [p.x + (q.x - p.x) * f, p.y + (q.y - p.y) * f, q.x - (q.x - p.x) * g, q.y - (q.y - p.y) * g]
}

function crosses(p: Body, q: Body, o: Body): boolean {
  const between = (o.y - p.y) * (o.y - q.y) < 0
  if (!between) return false
  const f = (o.y - p.y) / (q.y - p.y || 1)
  return Math.abs(p.x + (q.x - p.x) * f - o.x) < o.hx
}
