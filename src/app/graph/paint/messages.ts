/**
 * Messages one by one: where each is on its way, its shape by what it is (request a filled dot, reply a hollow one,
 * replication a triangle, gossip a small dot), and which one is nearest to a pointer.
 */
import type { MessageId } from '../../../cluster/command'
import { MESSAGE_FIELDS, MESSAGE_SHAPE } from '../../../lab/protocol'
import type { Point } from '../map/geometry'
import { placeOn } from '../map/geometry'
import type { Colours } from './colours'
import { LANE_PX } from './flow'
import type { Snapshot } from './latest'

export const M = MESSAGE_FIELDS.length
const LINK = MESSAGE_FIELDS.indexOf('link')
const SENT = MESSAGE_FIELDS.indexOf('sentUs')
const ARRIVES = MESSAGE_FIELDS.indexOf('arrivesUs')
const SHAPE = MESSAGE_FIELDS.indexOf('shape')
const ORIGIN = MESSAGE_FIELDS.indexOf('origin')
const COUNT = MESSAGE_FIELDS.indexOf('count')
const PATH = MESSAGE_FIELDS.indexOf('path')

export type Messages = Pick<Snapshot, 'messages' | 'messageCount' | 'timeUs'>
type Ways = (Float32Array | null)[]

/** Fraction of the way at `timeUs`; a message without an arrival (held) waits in the middle. */
export function progress(m: Float64Array, i: number, timeUs: number): number {
  const sent = m[i * M + SENT]
  const arrives = m[i * M + ARRIVES]
  if (!Number.isFinite(arrives) || arrives <= sent) return 0.5
  return Math.min(1, Math.max(0, (timeUs - sent) / (arrives - sent)))
}

/** Writes where message `i` is; false if its link is not drawn. */
export function placeOf(m: Messages, i: number, ways: Ways, out: Point): boolean {
  const way = ways[m.messages[i * M + LINK]]
  if (!way) return false
  placeOn(way, progress(m.messages, i, m.timeUs), LANE_PX, out)
  return true
}

/** How long a message is under way on average, µs; 0 if none is. */
export function meanFlightUs(m: Messages): number {
  let sum = 0
  let n = 0
  for (let i = 0; i < m.messageCount; i++) {
    const us = m.messages[i * M + ARRIVES] - m.messages[i * M + SENT]
    if (Number.isFinite(us) && us > 0) {
      sum += us
      n++
    }
  }
  return n === 0 ? 0 : sum / n
}

export function idOf(m: Messages, i: number): MessageId {
  const at = i * M
  return { origin: m.messages[at + ORIGIN], count: m.messages[at + COUNT], path: m.messages[at + PATH] }
}
export const linkOf = (m: Messages, i: number): number => m.messages[i * M + LINK]

const p = { x: 0, y: 0 }

/** The message nearest to a point of the map, within `reach`; -1: none. */
export function nearestMessage(m: Messages, ways: Ways, x: number, y: number, reach: number): number {
  let best = -1
  let bestAt = reach
  for (let i = 0; i < m.messageCount; i++) {
    if (!placeOf(m, i, ways, p)) continue
    const d = Math.hypot(p.x - x, p.y - y)
    if (d <= bestAt) {
      bestAt = d
      best = i
    }
  }
  return best
}

export interface Rect {
  x0: number
  y0: number
  x1: number
  y1: number
}
/** How many are inside what the camera sees. */
export function countVisible(m: Messages, ways: Ways, seen: Rect): number {
  let n = 0
  for (let i = 0; i < m.messageCount; i++)
    if (placeOf(m, i, ways, p) && p.x > seen.x0 && p.x < seen.x1 && p.y > seen.y0 && p.y < seen.y1) n++
  return n
}

export function paintMessages(
  c: CanvasRenderingContext2D,
  m: Messages,
  ways: Ways,
  size: number,
  colours: Colours,
  chosen: MessageId | null,
  watched: { client: number; count: number } | null, // a request: all its messages are marked
): void {
  c.lineWidth = size * 0.45
  for (let i = 0; i < m.messageCount; i++) {
    if (!placeOf(m, i, ways, p)) continue
    const shape = m.messages[i * M + SHAPE]
    c.beginPath()
    if (shape === MESSAGE_SHAPE.replication) {
      c.moveTo(p.x, p.y - size * 1.15)
      c.lineTo(p.x + size * 1.1, p.y + size * 0.8)
      c.lineTo(p.x - size * 1.1, p.y + size * 0.8)
      c.closePath()
      c.fillStyle = colours.consistency
      c.fill()
    } else if (shape === MESSAGE_SHAPE.reply) {
      c.arc(p.x, p.y, size * 0.85, 0, 6.3)
      c.fillStyle = colours.paper
      c.fill()
      c.strokeStyle = colours.ink
      c.stroke()
    } else {
      c.arc(p.x, p.y, shape === MESSAGE_SHAPE.gossip ? size * 0.55 : size, 0, 6.3)
      c.fillStyle = shape === MESSAGE_SHAPE.gossip ? colours['ink-3'] : colours.ink
      c.fill()
    }
    const marked = watched?.count === m.messages[i * M + COUNT] && watched.client === m.messages[i * M + ORIGIN]
    if (marked || (chosen && isMessage(m, i, chosen))) {
      c.beginPath()
      c.arc(p.x, p.y, size * 2.4, 0, 6.3)
      c.strokeStyle = colours.focus
      c.stroke()
    }
  }
}
function isMessage(m: Messages, i: number, id: MessageId): boolean {
  const at = i * M
  return (
    m.messages[at + COUNT] === id.count && m.messages[at + PATH] === id.path && m.messages[at + ORIGIN] === id.origin
  )
}
