/**
 * The horizontal axis of an accuracy figure: logarithmic where its values span more than a factor of 20 (zeros then stand
 * in a slot of their own at the start), else linear from zero.
 */
import { scaleLinear, scaleLog } from 'd3-scale'

const WIDE_SPAN = 20
const ZERO_SLOT_PX = 18
const TICKS = 4

export interface Axis {
  x(value: number): number
  ticks: number[]
}

/** An axis for these values from 0 to `widthPx`. */
export function axisFor(values: number[], widthPx: number): Axis {
  const told = values.filter((value) => Number.isFinite(value))
  const positive = told.filter((value) => value > 0)
  const low = Math.min(...positive)
  const high = Math.max(...positive)
  if (positive.length > 0 && high / low > WIDE_SPAN) return logarithmic(low, high, told.includes(0), widthPx)
  const scale = scaleLinear([0, positive.length > 0 ? high : 1], [0, widthPx]).nice(TICKS)
  return { x: (value) => scale(value), ticks: scale.ticks(TICKS) }
}

function logarithmic(low: number, high: number, zeros: boolean, widthPx: number): Axis {
  const from = zeros ? ZERO_SLOT_PX : 0
  const scale = scaleLog([low / 1.25, high * 1.25], [from, widthPx])
  const decades = scale.ticks(TICKS).filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9)
  const ticks =
    decades.length >= 2 ? decades : scale.ticks(TICKS).filter((_, i, all) => i % Math.ceil(all.length / 4) === 0)
  return { x: (value) => (value > 0 ? scale(value) : 0), ticks: zeros ? [0, ...ticks] : ticks }
}
