/** Draws a replayed request: lanes with their names, what is to come faintly, what has been in ink, and what moves as a dot. */
import type { Colours } from '../graph/paint/colours'
import type { Surface } from '../graph/paint/surface'
import { duration } from '../words/numbers'
import type { Followed, Hop } from './followed'

const TOP_PX = 8
const AXIS_PX = 18
const LANE_MOST_PX = 44

interface Place {
  x: (us: number) => number
  y: (node: number) => number
}

export function paintFollowed(surface: Surface, f: Followed, nowUs: number, colours: Colours): void {
  const c = surface.begin({ k: 1, x: 0, y: 0 })
  const { width, height } = surface
  const labels = Math.min(104, width * 0.32)
  const row = Math.min(LANE_MOST_PX, (height - TOP_PX - AXIS_PX) / f.lanes.length)
  const at: Place = {
    x: (us) => labels + (us / f.lengthUs) * (width - labels - 10),
    y: (node) => TOP_PX + (f.lanes.indexOf(node) + 0.5) * row,
  }
  c.font = `12px ${colours.sans}`
  c.textBaseline = 'middle'
  c.lineWidth = 1
  for (const node of f.lanes) {
    c.strokeStyle = colours.line
    line(c, labels, at.y(node), width - 10, at.y(node))
    c.fillStyle = colours['ink-2']
    c.fillText(f.topology.nodes[node].id, 0, at.y(node), labels - 8)
  }
  const bottom = TOP_PX + f.lanes.length * row
  c.fillStyle = colours['ink-3']
  c.fillText('0', labels, bottom + 8)
  c.textAlign = 'end'
  c.fillText(duration(f.lengthUs), width - 10, bottom + 8)
  c.textAlign = 'start'
  for (const hop of f.hops) paintHop(c, hop, at, nowUs, colours)
  const now = at.x(Math.min(nowUs, f.lengthUs))
  c.strokeStyle = colours.ink
  c.lineWidth = 1
  line(c, now, TOP_PX, now, bottom)
  for (const hop of f.hops) paintDot(c, hop, at, nowUs, colours)
}

function paintHop(c: CanvasRenderingContext2D, hop: Hop, at: Place, nowUs: number, colours: Colours): void {
  const [x0, x1] = [at.x(hop.fromUs), at.x(hop.toUs)]
  const [y0, y1] = [at.y(hop.from), at.y(hop.to)]
  const done = Math.min(1, Math.max(0, (nowUs - hop.fromUs) / Math.max(1, hop.toUs - hop.fromUs)))
  if (hop.kind !== 'travelling') {
    paintStay(c, x0, x1, y0, done, hop.kind === 'waiting', colours)
    return
  }
  const lost = hop.fate === 'dropped'
  c.lineWidth = 1.2
  c.strokeStyle = colours.line
  line(c, x0, y0, x1, y1)
  if (done === 0) return
  c.strokeStyle = lost
    ? colours.fault
    : hop.replication
      ? colours.consistency
      : hop.reply
        ? colours['ink-3']
        : colours.ink
  c.setLineDash(lost ? [4, 3] : [])
  line(c, x0, y0, x0 + (x1 - x0) * done, y0 + (y1 - y0) * done)
  c.setLineDash([])
  if (!lost || done < 1) return
  c.lineWidth = 2
  line(c, x1 - 4, y1 - 4, x1 + 4, y1 + 4)
  line(c, x1 + 4, y1 - 4, x1 - 4, y1 + 4)
}

/** Work is a bar, waiting in a queue a hollow one. */
function paintStay(
  c: CanvasRenderingContext2D,
  x0: number,
  x1: number,
  y: number,
  done: number,
  waiting: boolean,
  colours: Colours,
): void {
  c.fillStyle = colours.line
  c.fillRect(x0, y - 2, x1 - x0, 4)
  if (done === 0) return
  const w = Math.max(2, (x1 - x0) * done)
  if (waiting) {
    c.fillStyle = colours.paper
    c.strokeStyle = colours.latency
    c.lineWidth = 1.5
    c.fillRect(x0, y - 3.5, w, 7)
    c.strokeRect(x0, y - 3.5, w, 7)
  } else {
    c.fillStyle = colours['ink-2']
    c.fillRect(x0, y - 3, w, 6)
  }
}

function paintDot(c: CanvasRenderingContext2D, hop: Hop, at: Place, nowUs: number, colours: Colours): void {
  if (hop.kind !== 'travelling' || nowUs < hop.fromUs || nowUs >= hop.toUs) return
  const done = (nowUs - hop.fromUs) / (hop.toUs - hop.fromUs)
  const y = at.y(hop.from) + (at.y(hop.to) - at.y(hop.from)) * done
  c.beginPath()
  c.arc(at.x(nowUs), y, 4.5, 0, 6.3)
  c.fillStyle = hop.reply ? colours.paper : hop.replication ? colours.consistency : colours.ink
  c.fill()
  c.lineWidth = 1.6
  c.strokeStyle = hop.replication ? colours.consistency : colours.ink
  c.stroke()
}

function line(c: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  c.beginPath()
  c.moveTo(x0, y0)
  c.lineTo(x1, y1)
  c.stroke()
}
