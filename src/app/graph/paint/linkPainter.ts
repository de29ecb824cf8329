/**
 * The still layer: edges with their thickness (traffic) and state. A whole cut is a gap with a cross; a one-way cut
 * half of it; loss is dotted; a delay longer dashes with its label; held, limited, flapping, reordered and duplicated
 * are named beside the edge. Redrawn only when its look changed: the painter compares `lookOf`.
 */
import { LINK_FLAG } from '../../../lab/protocol'
import { words } from '../../words'
import type { CutKind, EdgeState } from '../map/edgeState'
import { cutKind } from '../map/edgeState'
import type { Edge } from '../map/edges'
import { lengthOf, placeOn, SAMPLES } from '../map/geometry'
import type { Colours } from './colours'

/** Line width in map px for a number of messages a second. */
export function thickness(perSecond: number): number {
  return 1 + Math.min(3.5, Math.log10(1 + perSecond / 2) * 1.25)
}

/** A number that changes exactly when the edge must be drawn again (traffic in quarter steps). */
export function lookOf(s: EdgeState): number {
  const width = Math.round(thickness(s.forwardPerSecond + s.backwardPerSecond) * 4)
  const marks = s.any * 31 + s.cut * 7 + s.cutForward * 3 + Math.round(s.addedUs / 1000) * 13
  return width + 64 * (marks + Math.round(s.lossProbability * 100) * 17 + Math.min(99, s.held) * 1009)
}

/** How faint a link with nothing wrong is, so that it stays behind what moves on it: the more there are, the fainter. */
export function calmness(edges: number): number {
  return Math.max(0.1, Math.min(0.5, 50 / Math.max(1, edges)))
}
const at = { x: 0, y: 0 }
const ahead = { x: 0, y: 0 }

export function paintEdge(
  c: CanvasRenderingContext2D,
  edge: Edge,
  s: EdgeState,
  colours: Colours,
  emphasis: 'chosen' | 'near' | 'quiet',
  calm: number, // opacity of a quiet link, of `calmness`
  apart: boolean, // it crosses the border of a territory, which says that it is cut
): void {
  const kind = cutKind(s, edge)
  if (emphasis === 'chosen') {
    trace(c, edge.curve, 0, 1)
    c.strokeStyle = colours.focus
    c.lineWidth = thickness(s.forwardPerSecond + s.backwardPerSecond) + 5
    c.globalAlpha = 0.35
    c.setLineDash([])
    c.stroke()
    c.globalAlpha = 1
  }
  const width = edge.inner ? 1.25 : thickness(s.forwardPerSecond + s.backwardPerSecond)
  c.lineWidth = kind === 'whole' ? Math.min(2, width) : width
  c.strokeStyle = emphasis === 'near' ? colours['ink-3'] : colours.edge
  c.setLineDash(dashes(s))
  c.globalAlpha = emphasis === 'quiet' ? calm : 1
  if (kind === 'whole') {
    const gap = gapOf(edge, 10)
    stretch(c, edge.curve, 0, 0.5 - gap)
    stretch(c, edge.curve, 0.5 + gap, 1)
    c.globalAlpha = 1
    if (!apart) cutEnds(c, edge, gap, colours)
  } else stretch(c, edge.curve, 0, 1)
  c.globalAlpha = 1
  c.setLineDash([])
  if (kind !== 'none' && !apart) cutMark(c, edge, kind, s, colours)
  const label = labelOf(s, kind)
  if (label !== '' && !edge.inner) write(c, edge, label, kind !== 'none', colours)
}

function dashes(s: EdgeState): number[] {
  if (s.any & LINK_FLAG.lossy) return [1.5, 5]
  if (s.any & LINK_FLAG.delayed) return [13, 6]
  if (s.any & LINK_FLAG.flapping) return [20, 4, 4, 4]
  return []
}

/** A length in px as a fraction of the edge, never more than a third of a short one. */
function gapOf(edge: Edge, px: number): number {
  return Math.min(0.3, px / Math.max(1, lengthOf(edge.curve)))
}

/** The ends at the gap in the colour of faults; the rest of the line stays quiet. */
function cutEnds(c: CanvasRenderingContext2D, edge: Edge, gap: number, colours: Colours): void {
  const end = Math.min(0.5, gap + gapOf(edge, 34))
  c.strokeStyle = colours.fault
  c.lineWidth = edge.inner ? 1.5 : 2.25
  stretch(c, edge.curve, 0.5 - end, 0.5 - gap)
  stretch(c, edge.curve, 0.5 + gap, 0.5 + end)
}

function stretch(c: CanvasRenderingContext2D, curve: Float32Array, from: number, to: number): void {
  trace(c, curve, from, to)
  c.stroke()
}

function trace(c: CanvasRenderingContext2D, curve: Float32Array, from: number, to: number): void {
  c.beginPath()
  placeOn(curve, from, 0, at)
  c.moveTo(at.x, at.y)
  for (let i = Math.ceil(from * SAMPLES + 0.01); i < to * SAMPLES; i++) c.lineTo(curve[i * 2], curve[i * 2 + 1])
  placeOn(curve, to, 0, at)
  c.lineTo(at.x, at.y)
}

/** A cross over the gap; for one way, the half of it on that lane's side, with a stroke that stops the way. */
function cutMark(c: CanvasRenderingContext2D, edge: Edge, kind: CutKind, s: EdgeState, colours: Colours): void {
  placeOn(edge.curve, 0.5, 0, at)
  placeOn(edge.curve, 0.5 + 1 / SAMPLES, 0, ahead)
  const turn = Math.atan2(ahead.y - at.y, ahead.x - at.x) + (kind === 'backward' ? Math.PI : 0)
  const size = edge.inner ? 4 : 6
  c.save()
  c.translate(at.x, at.y)
  if (kind === 'partial') {
    disc(c, 0, 0, 8, colours.paper)
    cross(c, size - 1, colours.fault)
    c.restore()
    wordsAt(c, words().graph.cutOf(s.cut, s.links), at.x + 10, at.y, colours.fault, colours)
    return
  }
  c.rotate(turn)
  c.strokeStyle = colours.fault
  c.lineWidth = 2
  c.lineCap = 'round'
  c.beginPath()
  if (kind === 'whole') {
    c.restore()
    c.save()
    c.translate(at.x, at.y)
    cross(c, size, colours.fault)
  } else {
    c.moveTo(0, 1)
    c.lineTo(size + 1, size + 2)
    c.moveTo(size + 1, 1)
    c.lineTo(0, size + 2)
    c.moveTo(-7, size / 2 + 2)
    c.lineTo(-14, size / 2 + 2)
    c.moveTo(-10, size / 2 - 1)
    c.lineTo(-7, size / 2 + 2)
    c.lineTo(-10, size / 2 + 5)
    c.stroke()
  }
  c.restore()
}

function cross(c: CanvasRenderingContext2D, size: number, colour: string): void {
  c.strokeStyle = colour
  c.lineWidth = 2.25
  c.lineCap = 'round'
  c.beginPath()
  c.moveTo(-size, -size)
  c.lineTo(size, size)
  c.moveTo(size, -size)
  c.lineTo(-size, size)
  c.stroke()
}
function disc(c: CanvasRenderingContext2D, x: number, y: number, r: number, colour: string): void {
  c.fillStyle = colour
  c.beginPath()
  c.arc(x, y, r, 0, 6.3)
  c.fill()
}

function labelOf(s: EdgeState, kind: CutKind): string {
  const say = words().graph.onLink
  const parts: string[] = []
  if (s.any & LINK_FLAG.flapping) parts.push(say.flapping)
  if (kind !== 'whole') {
    if (s.any & LINK_FLAG.delayed) parts.push(say.delayed(s.addedUs))
    if (s.any & LINK_FLAG.lossy) parts.push(say.lossy(s.lossProbability))
    if (s.any & LINK_FLAG.held) parts.push(say.held(s.held))
    if (s.any & LINK_FLAG.limited) parts.push(say.limited)
    if (s.any & LINK_FLAG.duplicating) parts.push(say.duplicating)
    if (s.any & LINK_FLAG.reordering) parts.push(say.reordering)
  }
  return parts.join(', ')
}

function write(c: CanvasRenderingContext2D, edge: Edge, text: string, marked: boolean, colours: Colours): void {
  placeOn(edge.curve, 0.5, 0, at)
  wordsAt(c, text, at.x, at.y + (marked ? 18 : -13), colours.ink, colours, true)
}

/** Words on a ground of paper, so that a line below does not strike them out. */
function wordsAt(
  c: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  ink: string,
  colours: Colours,
  centred = false,
): void {
  c.font = `500 12px ${colours.sans}`
  c.textBaseline = 'middle'
  const w = c.measureText(text).width
  const left = centred ? x - w / 2 : x
  c.fillStyle = colours.paper
  c.globalAlpha = 0.88
  c.fillRect(left - 3, y - 8, w + 6, 16)
  c.globalAlpha = 1
  c.fillStyle = ink
  c.fillText(text, left, y + 0.5)
}
