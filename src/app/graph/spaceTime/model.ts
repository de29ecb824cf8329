/**
 * Space-time, the pure part: which lanes to show, where a moment and a node are, which arrow is nearest, and the order
 * in which arrow keys walk. After Lamport (1978), with time to the right so that lanes can carry their names.
 */
import type { MessageId } from '../../../cluster/command'
import type { SpaceTime, Topology } from '../../../lab/protocol'
import type { Selection } from '../../store'

export const ARROW = 9 // numbers per arrow
export const FATE = { delivered: 0, dropped: 1, underWay: 2 } as const
/** The playhead stands at this fraction of the width; to its right is what comes. */
export const PLAYHEAD = 0.86

export interface Arrow {
  at: number // index into the data
  link: number
  from: number
  to: number
  sentUs: number
  endUs: number
  type: number
  shape: number
  fate: number
  id: MessageId
}

export function arrowAt(data: SpaceTime, t: Topology, at: number): Arrow {
  const a = data.arrows
  const i = at * ARROW
  const link = t.links[a[i]]
  return {
    at,
    link: a[i],
    from: link.from,
    to: link.to,
    sentUs: a[i + 1],
    endUs: a[i + 2],
    type: a[i + 3],
    shape: a[i + 4],
    fate: a[i + 5],
    id: { origin: a[i + 6], count: a[i + 7], path: a[i + 8] },
  }
}

/** Virtual time across the whole width, µs: what four seconds of watching pass, within what can still be told apart. */
export function windowUs(speed: number, widthPx: number): number {
  const room = Math.max(0.35, Math.min(1, widthPx / 1200))
  return Math.max(2_000, Math.min(60_000, speed * 4e6)) * room
}
/** From here on arrows come and go faster than an eye can follow. */
export const tooFast = (speed: number): boolean => speed > 0.02

/** Nodes whose lanes are shown: those of the selected operation, or what is selected with its partners; else all. */
export function lanesFor(t: Topology, selection: Selection | null, data: SpaceTime | null): number[] {
  const all = t.nodes.map((n) => n.index)
  const wanted = subject(t, selection)
  if (!wanted || !data) return all
  const keep = new Set<number>(wanted.nodes)
  for (let i = 0; i < data.arrowCount; i++) {
    const arrow = arrowAt(data, t, i)
    if (!wanted.arrow(arrow)) continue
    keep.add(arrow.from)
    keep.add(arrow.to)
  }
  return keep.size < 2 ? all : all.filter((n) => keep.has(n))
}

function subject(t: Topology, s: Selection | null): { nodes: number[]; arrow: (a: Arrow) => boolean } | null {
  const about = (nodes: number[]) => ({ nodes, arrow: (a: Arrow) => nodes.includes(a.from) || nodes.includes(a.to) })
  const where = (wanted: (n: Topology['nodes'][number]) => boolean) => about(t.nodes.filter(wanted).map((n) => n.index))
  switch (s?.kind) {
    case 'operation':
      return { nodes: [], arrow: (a) => a.id.origin === s.client && a.id.count === s.count }
    case 'node':
      return about([s.node])
    case 'shard':
      return where((n) => n.shard === s.shard)
    case 'group':
      return where((n) => n.group === s.group)
    case 'zone':
      return where((n) => n.zone === s.zone)
    default:
      return null
  }
}

export interface Lanes {
  order: number[] // node indices from top to bottom
  y: Float64Array // by node index; NaN: no lane
  height: number
}

/** A row for each node, with a little room between groups and between shards. */
export function placeLanes(t: Topology, order: number[], height: number): Lanes {
  const breaks = order.filter((n, i) => i > 0 && kin(t, n) !== kin(t, order[i - 1])).length
  const row = Math.max(14, Math.min(40, (height - 30) / (order.length + breaks * 0.5 + 0.5)))
  const y = new Float64Array(t.nodes.length).fill(NaN)
  let at = 26
  order.forEach((n, i) => {
    if (i > 0 && kin(t, n) !== kin(t, order[i - 1])) at += row * 0.5
    y[n] = at + row / 2
    at += row
  })
  return { order, y, height: at + row * 0.3 }
}
const kin = (t: Topology, n: number): string => `${t.nodes[n].group} ${t.nodes[n].shard}`

/** Arrows that are drawn, by the time of sending: what the arrow keys walk along. */
export function inOrder(data: SpaceTime, t: Topology, lanes: Lanes): number[] {
  const shown: number[] = []
  for (let i = 0; i < data.arrowCount; i++) {
    const link = t.links[data.arrows[i * ARROW]]
    if (!Number.isNaN(lanes.y[link.from]) && !Number.isNaN(lanes.y[link.to])) shown.push(i)
  }
  return shown.sort((a, b) => data.arrows[a * ARROW + 1] - data.arrows[b * ARROW + 1] || a - b)
}

/** The `most` arrows sent nearest to a moment, in time order. */
export function nearestTo(order: number[], data: SpaceTime, us: number, most: number): number[] {
  const near = [...order].sort(
    (a, b) => Math.abs(data.arrows[a * ARROW + 1] - us) - Math.abs(data.arrows[b * ARROW + 1] - us),
  )
  const keep = new Set(near.slice(0, most))
  return order.filter((i) => keep.has(i))
}

/** The arrow nearest to a point, in px; -1 if none is within reach. */
export function arrowNear(
  order: number[],
  data: SpaceTime,
  t: Topology,
  lanes: Lanes,
  xOf: (us: number) => number,
  x: number,
  y: number,
  reach: number,
): number {
  let best = -1
  let bestAt = reach
  for (const i of order) {
    const a = arrowAt(data, t, i)
    const d = toSegment(x, y, xOf(a.sentUs), lanes.y[a.from], xOf(a.endUs), lanes.y[a.to])
    if (d < bestAt) {
      bestAt = d
      best = i
    }
  }
  return best
}

export function toSegment(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0
  const dy = y1 - y0
  const f = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x0 + dx * f - x, y0 + dy * f - y)
}

/** Round steps for the time axis: 1, 2 or 5 times a power of ten, at least `px` apart. */
export function tickStepUs(spanUs: number, widthPx: number, px = 110): number {
  const least = (spanUs * px) / Math.max(1, widthPx)
  let step = 1
  for (;;) {
    for (const m of [1, 2, 5]) if (step * m >= least) return step * m
    step *= 10
  }
}
