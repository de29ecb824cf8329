/**
 * Many messages at once, drawn as flow: beads on both lanes of every edge, closer together where there is more traffic.
 * A bead stands for no single message; the lane says the direction (out on the right, back on the left).
 */
import type { EdgeState } from '../map/edgeState'
import type { Colours } from './colours'

export const LANE_PX = 3.5
const PX_PER_SECOND = 64

/** Distance between beads, px, for a number of messages a second; Infinity for hardly any. */
export function beadGap(perSecond: number): number {
  if (perSecond < 0.2) return Infinity
  return Math.max(16, 220 / (1 + Math.log2(1 + perSecond / 3)))
}

/** Quantised, so that beads do not jitter with every frame's rate. */
const steady = (gap: number): number => (gap === Infinity ? gap : Math.round(gap / 4) * 4)

export interface FlowLanes {
  out: Path2D
  back: Path2D
}

export function paintFlow(
  c: CanvasRenderingContext2D,
  lanes: FlowLanes,
  s: EdgeState,
  seconds: number, // each edge at its own phase, or beads would march in rows
  colours: Colours,
): void {
  const out = steady(beadGap(s.forwardPerSecond))
  const back = steady(beadGap(s.backwardPerSecond))
  c.lineCap = 'round'
  if (out !== Infinity) {
    c.setLineDash([0.01, out])
    c.lineDashOffset = -((seconds * PX_PER_SECOND) % (out + 0.01))
    c.strokeStyle = colours.ink
    c.lineWidth = 3.8
    c.stroke(lanes.out)
  }
  if (back !== Infinity) {
    c.setLineDash([0.01, back])
    c.lineDashOffset = -((seconds * PX_PER_SECOND) % (back + 0.01))
    c.strokeStyle = colours['ink-2']
    c.lineWidth = 4
    c.stroke(lanes.back)
    c.strokeStyle = colours.paper
    c.lineWidth = 2
    c.stroke(lanes.back)
  }
  c.setLineDash([])
}
