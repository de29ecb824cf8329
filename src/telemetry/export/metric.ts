/**
 * Metrics as exporters take them: families of points with labels, counters and histograms cumulative since the run's beginning.
 * Names follow Prometheus (base units, `_total`); durations are seconds.
 */
import type { Histogram } from '../../kernel'

export type Labels = Readonly<Record<string, string>>
export interface NumberPoint {
  labels: Labels
  value: number
}
export interface HistogramPoint {
  labels: Labels
  /** Upper bounds, inclusive, in the family's unit; `counts` has one more, for what is beyond. */
  bounds: readonly number[]
  counts: readonly number[]
  sum: number
  count: number
}
interface Family {
  name: string
  help: string
  unit: string // UCUM: s, 1, {request}
}
export type Metric =
  | (Family & { kind: 'counter' | 'gauge'; points: NumberPoint[] })
  | (Family & { kind: 'histogram'; points: HistogramPoint[] })

/** The default buckets of Prometheus' client libraries, from 1 ms on. */
export const SECONDS_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Durations by their bucket; each counts as the middle of its own bucket, which is within 0.4 % of it. */
export function histogramPoint(labels: Labels, durations: Histogram): HistogramPoint {
  const counts = new Array<number>(SECONDS_BOUNDS.length + 1).fill(0)
  durations.forEach((us, n) => {
    const at = SECONDS_BOUNDS.findIndex((bound) => us <= bound * 1e6)
    counts[at < 0 ? SECONDS_BOUNDS.length : at] += n
  })
  return { labels, bounds: SECONDS_BOUNDS, counts, sum: durations.sum / 1e6, count: durations.count }
}
