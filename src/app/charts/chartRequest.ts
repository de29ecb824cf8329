/**
 * Which stretch of the run the charts show, and in how many buckets: what the page's tick asks the worker for. The window
 * follows the viewer's time (DESIGN: two scales of time): a minute at real time, some two hundred hops in slow motion.
 * Buckets are of a width that telemetry keeps, on a fixed grid: a bucket keeps its value while the window slides over it.
 */
import { LEVEL_WIDTHS_US } from '../../telemetry/chartColumns'
import type { View } from '../store'

/** Windows that can be chosen by hand, in µs; null follows the speed. */
export const WINDOW_STOPS_US: (number | null)[] = [null, 200_000, 2_000_000, 10_000_000, 60_000_000, 300_000_000]

const SHORTEST_US = 200_000
const REAL_TIME_US = 60_000_000
const LONGEST_US = 600_000_000

/** Length of the charts' window in µs. */
export function chartWindowUs(view: Pick<View, 'chartWindowUs' | 'speed'>): number {
  if (view.chartWindowUs !== null) return view.chartWindowUs
  const scaled = view.speed <= 1 ? REAL_TIME_US * view.speed : REAL_TIME_US * Math.sqrt(view.speed)
  return Math.min(LONGEST_US, Math.max(SHORTEST_US, scaled))
}

/**
 * The visible stretch: the playhead is its end, except where the run is already known beyond it: then a fifth stays ahead.
 * A run younger than the window fills what there is, from half a window on, so that no chart opens empty.
 */
export function visibleStretch(windowUs: number, playheadUs: number, endUs: number): { fromUs: number; toUs: number } {
  const ahead = Math.max(playheadUs, Math.min(endUs, playheadUs + windowUs / 5))
  const toUs = Math.max(windowUs / 2, ahead)
  return { fromUs: Math.max(0, toUs - windowUs), toUs }
}

/**
 * The charts' part of a tick. `widthPx`: width of the plots (measured by the charts themselves when left out);
 * `endUs`: how far the branch is known. Buckets begin at multiples of their length, in µs.
 */
export function chartRequest(
  view: Pick<View, 'chartWindowUs' | 'speed'>,
  playheadUs: number,
  widthPx: number = plotSurface.widthPx,
  endUs: number = playheadUs,
): { fromUs: number; toUs: number; steps: number } {
  const windowUs = chartWindowUs(view)
  const { fromUs, toUs } = visibleStretch(windowUs, playheadUs, endUs)
  const mostBuckets = Math.max(20, Math.min(150, Math.floor(widthPx / 4)))
  const stepUs = LEVEL_WIDTHS_US.find((us) => windowUs / us <= mostBuckets) ?? Math.ceil(windowUs / mostBuckets)
  const first = Math.floor(fromUs / stepUs)
  const steps = Math.ceil(toUs / stepUs) - first
  return { fromUs: first * stepUs, toUs: (first + steps) * stepUs, steps }
}

/** The plots' last measured width, kept by the charts. */
export const plotSurface = { widthPx: 900 }
