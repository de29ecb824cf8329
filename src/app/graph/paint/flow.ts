/**
 * Many messages at once, drawn as flow: beads on both lanes of every edge, closer together where there is more traffic.
 * A bead stands for no single message; the lane says the direction (out on the right, back on the left, hollow). All
 * beads of a frame are two paths: dashed strokes, edge by edge, cost ten times as much.
 */
import type { EdgeState } from '../map/edgeState'
import { SAMPLES } from '../map/geometry'
import type { Colours } from './colours'

export const LANE_PX = 3.5
const PX_PER_SECOND = 64
const BEAD_PX = 1.9
const BEADS_MOST = 1600

/** Distance between beads, px, for a number of messages a second; Infinity for hardly any. */
export function beadGap(perSecond: number): number {
  if (perSecond < 0.2) return Infinity
  return Math.max(16, 220 / (1 + Math.log2(1 + perSecond / 3)))
}

/** Quantised, so that beads do not jitter with every frame's rate. */
const steady = (gap: number): number => (gap === Infinity ? gap : Math.round(gap / 4) * 4)

export interface FlowLanes {
  out: Float32Array // sampled, in the direction of travel
  back: Float32Array
  lengthPx: number
}

/** Beads of all edges. `seconds`: how long the flow has been moving; each edge at its own phase, or they march in rows. */
export function paintFlow(
  c: CanvasRenderingContext2D,
  lanes: FlowLanes[],
  states: EdgeState[],
  seconds: number,
  colours: Colours,
): void {
  const apart = thinning(lanes, states)
  c.beginPath()
  for (let i = 0; i < lanes.length; i++)
    beads(c, lanes[i].out, lanes[i].lengthPx, steady(beadGap(states[i].forwardPerSecond)) * apart, seconds + i * 0.37)
  c.fillStyle = colours.ink
  c.fill()
  c.beginPath()
  for (let i = 0; i < lanes.length; i++)
    beads(c, lanes[i].back, lanes[i].lengthPx, steady(beadGap(states[i].backwardPerSecond)) * apart, seconds + i * 0.61)
  c.fillStyle = colours.paper
  c.fill()
  c.strokeStyle = colours['ink-2']
  c.lineWidth = 0.9
  c.stroke()
}

/** How many times further apart beads stand where there are very many edges, in whole steps. */
export function thinning(lanes: Pick<FlowLanes, 'lengthPx'>[], states: EdgeState[]): number {
  let total = 0
  for (let i = 0; i < lanes.length; i++)
    total += lanes[i].lengthPx * (1 / beadGap(states[i].forwardPerSecond) + 1 / beadGap(states[i].backwardPerSecond))
  return Math.max(1, Math.ceil(total / BEADS_MOST))
}

function beads(c: CanvasRenderingContext2D, curve: Float32Array, lengthPx: number, gap: number, seconds: number): void {
  if (gap === Infinity) return
  const toIndex = SAMPLES / lengthPx
  for (let px = (seconds * PX_PER_SECOND) % gap; px < lengthPx; px += gap) {
    const at = px * toIndex
    const i = at | 0
    const f = at - i
    const j = i * 2
    const x = curve[j] + (curve[j + 2] - curve[j]) * f
    const y = curve[j + 1] + (curve[j + 3] - curve[j + 1]) * f
    c.moveTo(x + BEAD_PX, y)
    c.arc(x, y, BEAD_PX, 0, 6.2832)
  }
}
