/**
 * Draws space-time: lanes, arrows with their fate, marks of what happened to nodes, the playhead. Data arrives at most
 * eight times a second; between, the picture only slides with the playhead.
 */
import type { MessageId } from '../../../cluster/command'
import type { SpaceTime, Topology } from '../../../lab/protocol'
import { MESSAGE_SHAPE } from '../../../lab/protocol'
import { words } from '../../words'
import type { Colours } from '../paint/colours'
import type { Surface } from '../paint/surface'
import type { Lanes } from './model'
import { arrowAt, FATE, PLAYHEAD, tickStepUs } from './model'

export interface SpaceTimeView {
  topology: Topology
  data: SpaceTime | null
  lanes: Lanes
  order: number[]
  chosen: MessageId | null
  hovered: number // index of an arrow, -1
  nowUs: number
  spanUs: number
  labelsPx: number
}

/** Pixel of a moment: lanes' names stand left of `labelsPx`. */
export function xAt(v: Pick<SpaceTimeView, 'nowUs' | 'spanUs' | 'labelsPx'>, width: number, us: number): number {
  const room = width - v.labelsPx
  return v.labelsPx + room * PLAYHEAD + ((us - v.nowUs) / v.spanUs) * room
}

export function paintSpaceTime(surface: Surface, v: SpaceTimeView, colours: Colours): void {
  const c = surface.begin({ k: 1, x: 0, y: 0 })
  const width = surface.width
  const x = (us: number): number => xAt(v, width, us)
  paintTicks(c, v, colours, width, surface.height, x)
  paintLanes(c, v, colours, width)
  c.save()
  c.beginPath()
  c.rect(v.labelsPx, 0, width - v.labelsPx, surface.height)
  c.clip()
  if (v.data) {
    for (const i of v.order) paintArrow(c, v, i, x, colours)
    paintMarks(c, v, x, colours)
  }
  c.restore()
  const now = x(v.nowUs)
  c.strokeStyle = colours.ink
  c.lineWidth = 1.5
  line(c, now, 18, now, surface.height)
  c.fillStyle = colours.ink
  c.font = `600 12px ${colours.sans}`
  c.textAlign = 'center'
  c.fillText(words().graph.spaceTime.now(v.nowUs), Math.min(now, width - 34), 12)
  c.textAlign = 'start'
}

function line(c: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  c.beginPath()
  c.moveTo(x0, y0)
  c.lineTo(x1, y1)
  c.stroke()
}

function paintTicks(
  c: CanvasRenderingContext2D,
  v: SpaceTimeView,
  colours: Colours,
  width: number,
  height: number,
  x: (us: number) => number,
): void {
  const step = tickStepUs(v.spanUs, width - v.labelsPx)
  const from = v.nowUs - v.spanUs * PLAYHEAD
  c.font = `12px ${colours.sans}`
  c.lineWidth = 1
  c.textBaseline = 'alphabetic'
  c.textAlign = 'center'
  for (let k = Math.ceil((from - v.nowUs) / step); k * step <= v.spanUs * (1 - PLAYHEAD); k++) {
    if (k === 0) continue
    const at = x(v.nowUs + k * step)
    if (at < v.labelsPx + 30 || at > width - 26) continue
    c.strokeStyle = colours.line
    line(c, at, 18, at, height)
    c.fillStyle = colours['ink-3']
    c.fillText(words().graph.spaceTime.tick(k * step), at, 12)
  }
  c.textAlign = 'start'
}

function paintLanes(c: CanvasRenderingContext2D, v: SpaceTimeView, colours: Colours, width: number): void {
  c.textBaseline = 'middle'
  c.font = `12px ${colours.sans}`
  c.lineWidth = 1
  for (const n of v.lanes.order) {
    const y = v.lanes.y[n]
    c.strokeStyle = colours.line
    line(c, v.labelsPx, y, width, y)
    c.fillStyle = colours['ink-2']
    c.fillText(fit(c, v.topology.nodes[n].id, v.labelsPx - 16), 8, y)
  }
}
function fit(c: CanvasRenderingContext2D, text: string, room: number): string {
  if (c.measureText(text).width <= room) return text
  let keep = text.length
  while (keep > 4 && c.measureText(`${text.slice(0, keep)}…`).width > room) keep--
  return `${text.slice(0, keep)}…`
}

function paintArrow(
  c: CanvasRenderingContext2D,
  v: SpaceTimeView,
  i: number,
  x: (us: number) => number,
  colours: Colours,
): void {
  const a = arrowAt(v.data!, v.topology, i)
  const y0 = v.lanes.y[a.from]
  const y1 = v.lanes.y[a.to]
  const x0 = x(a.sentUs)
  const end = a.fate === FATE.underWay ? Math.max(a.endUs, v.nowUs) : a.endUs
  const x1 = x(end)
  if (x1 < v.labelsPx || x0 > c.canvas.width) return
  // Under way: only as far as it has come.
  const done =
    a.fate === FATE.underWay
      ? Math.max(0, Math.min(1, (v.nowUs - a.sentUs) / Math.max(1, a.endUs - a.sentUs)))
      : a.fate === FATE.dropped
        ? 0.55
        : 1
  const tipX = x0 + (x(a.endUs) - x0) * done
  const tipY = y0 + (y1 - y0) * done
  const chosen = v.chosen !== null && v.chosen.count === a.id.count && v.chosen.origin === a.id.origin
  const exactly = chosen && v.chosen!.path === a.id.path
  const lost = a.fate === FATE.dropped
  c.strokeStyle = c.fillStyle = lost
    ? colours.fault
    : a.shape === MESSAGE_SHAPE.replication
      ? colours.consistency
      : a.shape === MESSAGE_SHAPE.reply
        ? colours['ink-3']
        : colours.ink
  c.globalAlpha = v.chosen && !chosen && i !== v.hovered ? 0.25 : 1
  c.lineWidth = exactly || i === v.hovered ? 2.5 : 1.2
  c.setLineDash(a.shape === MESSAGE_SHAPE.gossip ? [2, 3] : [])
  line(c, x0, y0, tipX, tipY)
  c.setLineDash([])
  tip(c, a, tipX, tipY, Math.atan2(y1 - y0, x(a.endUs) - x0), lost, colours)
  c.globalAlpha = 1
}

/** Arrow head (hollow for a reply), a cross where it was lost, a ring while it is under way. */
function tip(
  c: CanvasRenderingContext2D,
  a: { shape: number; fate: number },
  x: number,
  y: number,
  turn: number,
  lost: boolean,
  colours: Colours,
): void {
  c.save()
  c.translate(x, y)
  c.beginPath()
  if (lost) {
    c.lineWidth = 2
    c.moveTo(-4, -4)
    c.lineTo(4, 4)
    c.moveTo(4, -4)
    c.lineTo(-4, 4)
    c.stroke()
  } else if (a.fate === FATE.underWay) {
    c.arc(0, 0, 3, 0, 6.3)
    c.fill()
  } else {
    c.rotate(turn)
    c.moveTo(0, 0)
    c.lineTo(-7, -3.2)
    c.lineTo(-7, 3.2)
    c.closePath()
    if (a.shape === MESSAGE_SHAPE.reply) {
      c.fillStyle = colours.paper
      c.fill()
      c.stroke()
    } else c.fill()
  }
  c.restore()
}

/** What happened to nodes: a diamond on the lane. */
function paintMarks(c: CanvasRenderingContext2D, v: SpaceTimeView, x: (us: number) => number, colours: Colours): void {
  c.fillStyle = colours.fault
  for (const mark of v.data!.marks) {
    const y = v.lanes.y[mark.node]
    if (Number.isNaN(y)) continue
    const at = x(mark.atUs)
    c.beginPath()
    c.moveTo(at, y - 6)
    c.lineTo(at + 6, y)
    c.lineTo(at, y + 6)
    c.lineTo(at - 6, y)
    c.fill()
    c.font = `600 12px ${colours.sans}`
    c.fillText(words().graph.nodeChange(mark.code), at + 9, y - 9)
  }
}
