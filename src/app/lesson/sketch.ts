/** Curves of a chart as a learner draws and sees them: values at equal steps, on the chart's own axis. */
import { percentile, share, staleRatio } from '../charts/chartBlock'
import type { ChartCopy, Measure, Now } from '../charts/chartBlock'
import { BAD_SHARE, GOOD_SHARE, LATENCY } from '../charts/plotScales'
import type { PlotScale } from '../charts/plotScales'

export const SKETCH_POINTS = 9
type Chart = 'consistency' | 'availability' | 'latency'

export const SCALES: Record<Chart, PlotScale> = {
  consistency: BAD_SHARE,
  availability: GOOD_SHARE,
  latency: LATENCY,
}
const p99 = percentile('p99Us')
const few = percentile('p99Us', true)
const MEASURES: Record<Chart, Measure> = {
  consistency: staleRatio,
  availability: share('ok'),
  latency: (block, group, bucket, now) => p99(block, group, bucket, now) ?? few(block, group, bucket, now),
}

/** How a quiet run looks: what a sketch begins with. */
export function quietCurve(chart: Chart): number[] {
  const value = chart === 'availability' ? 1 : chart === 'consistency' ? 0 : 20_000
  return new Array<number>(SKETCH_POINTS).fill(value)
}
export const timesOf = (fromS: number, toS: number): number[] =>
  Array.from({ length: SKETCH_POINTS }, (_, i) => fromS + ((toS - fromS) * i) / (SKETCH_POINTS - 1))

/** What a chart's block says at these moments, each as the mean of its surroundings; null: the block does not reach over all of it. */
export function curveOf(
  block: ChartCopy,
  { chart, group, fromS, toS }: { chart: Chart; group: number; fromS: number; toS: number },
  now: Now,
): (number | null)[] | null {
  const endUs = block.fromUs + block.steps * block.stepUs
  if (block.fromUs > fromS * 1e6 || endUs < toS * 1e6 || now.knownUs < toS * 1e6) return null
  const halfUs = ((toS - fromS) * 1e6) / (SKETCH_POINTS - 1) / 2
  return timesOf(fromS, toS).map((atS) => {
    const [first, last] = [block.bucketAt(atS * 1e6 - halfUs), block.bucketAt(atS * 1e6 + halfUs)]
    const values: number[] = []
    for (let bucket = Math.max(0, first); bucket <= Math.min(block.steps - 1, last); bucket++) {
      const value = MEASURES[chart](block, group, bucket, now)
      if (value !== null) values.push(value)
    }
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
  })
}
