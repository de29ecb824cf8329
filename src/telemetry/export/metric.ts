/**
 * Metrics as exporters take them: families of points with labels, counters and histograms cumulative since the run's beginning.
 * Names follow Prometheus (base units, `_total`); durations are seconds.
 */
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

/** Counts durations by their bucket as they come. */
export class SecondsHistogram {
  private readonly counts = new Array<number>(SECONDS_BOUNDS.length + 1).fill(0)
  private sumUs = 0
  private count = 0

  record(us: number): void {
    let at = 0
    while (at < SECONDS_BOUNDS.length && us > SECONDS_BOUNDS[at] * 1e6) at++
    this.counts[at]++
    this.sumUs += us
    this.count++
  }
  point(labels: Labels): HistogramPoint {
    return { labels, bounds: SECONDS_BOUNDS, counts: this.counts.slice(), sum: this.sumUs / 1e6, count: this.count }
  }
}
