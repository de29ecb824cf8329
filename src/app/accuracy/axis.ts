/**
 * The horizontal axis of an accuracy figure: logarithmic where its values span more than a factor of 20 (zeros then stand
 * in a slot of their own at the start), else linear from zero.
 */
import { nice, ticks } from 'd3-array'

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
  const [, end] = nice(0, positive.length > 0 ? high : 1, TICKS)
  return { x: (value) => (value / end) * widthPx, ticks: ticks(0, end, TICKS) }
}

function logarithmic(low: number, high: number, zeros: boolean, widthPx: number): Axis {
  const start = zeros ? ZERO_SLOT_PX : 0
  const [from, to] = [low / 1.25, high * 1.25]
  const scale = (widthPx - start) / Math.log(to / from)
  const all = within(from, to)
  const decades = all.filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9)
  const told = decades.length >= 2 ? decades : all.filter((_, i) => i % Math.ceil(all.length / 4) === 0)
  return {
    x: (value) => (value > 0 ? start + Math.log(value / from) * scale : 0),
    ticks: zeros ? [0, ...told] : told,
  }
}
/** One to nine times each power of ten; of many powers only some. */
function within(from: number, to: number): number[] {
  const [first, last] = [Math.log10(from), Math.log10(to)]
  if (last - first >= TICKS) return ticks(first, last, TICKS).map((power) => 10 ** power)
  const powers = Array.from({ length: TICKS + 2 }, (_, i) => 10 ** (Math.floor(first) + i))
  const all = powers.flatMap((power) => [1, 2, 3, 4, 5, 6, 7, 8, 9].map((times) => times * power))
  return all.filter((tick) => tick >= from && tick <= to)
}
