/**
 * The charts in words and figures: the value that is written beside a plot, the sentence that stands for its picture, and
 * the rows of its table.
 */
import { words } from '../words'
import type { ChartCopy, Now } from './chartBlock'
import type { PlotSpec } from './plotSpecs'

/** How a plot writes its values. */
export function formatter(spec: PlotSpec): (value: number) => string {
  const { charts } = words()
  switch (spec.scale.unit) {
    case 'share':
      return charts.percent
    case 'time':
      return charts.duration
    case 'count':
      return charts.count
  }
}

const LOOK_BACK_BUCKETS = 10

/**
 * The bucket whose value is read at a moment: the one that leads up to it (at an edge, the one that is over), or the last
 * whole one before what is not known yet.
 */
export function bucketRead(block: ChartCopy, atUs: number, now: Now): number {
  return Math.min(block.bucketAt(Math.max(0, atUs - 1)), block.bucketAt(now.knownUs) - 1, block.steps - 1)
}

/** The newest bucket that has a value, looking a little way back: in slow motion most buckets are empty. */
export function lastTold(spec: PlotSpec, block: ChartCopy, bucket: number, now: Now): number {
  for (let i = bucket; i >= Math.max(0, bucket - LOOK_BACK_BUCKETS); i--) {
    if (valueAt(spec, 0, block, i, now) !== null) return i
  }
  return bucket
}

/** A series' value in one bucket, of many samples or few; null in a gap or outside the window. */
export function valueAt(spec: PlotSpec, series: number, block: ChartCopy, bucket: number, now: Now): number | null {
  const s = spec.series[series]
  if (bucket < 0 || bucket >= block.steps) return null
  return s.measure(block, s.group, bucket, now) ?? s.hollow?.(block, s.group, bucket, now) ?? null
}

export function reading(spec: PlotSpec, series: number, block: ChartCopy | null, bucket: number, now: Now): string {
  const value = block ? valueAt(spec, series, block, bucket, now) : null
  return value === null ? words().charts.noValue : formatter(spec)(value)
}

/** One sentence for who cannot see the plot: its value at `bucket` and its bounds in the window. */
export function summary(spec: PlotSpec, block: ChartCopy, bucket: number, now: Now): string {
  const { charts } = words()
  const last = Math.min(block.steps, block.bucketAt(now.knownUs))
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < last; i++) {
    const value = valueAt(spec, 0, block, i, now)
    if (value === null) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) return charts.summaryEmpty(spec.title)
  const format = formatter(spec)
  return charts.summary(spec.title, reading(spec, 0, block, bucket, now), format(low), format(high))
}
