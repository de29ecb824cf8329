/**
 * The effect of an act, per journey and measure: the same seed without it against what happened, over the time since. Shares
 * come from counts. Percentiles cannot be merged, so the p99 is the mean of the p99s of a few stretches, weighted by their
 * answers, on both sides alike.
 */
import type { ChartData, SeriesStore } from '../telemetry'
import type { Act } from './comparison'
import type { Effect } from './protocol'
import { CHART_COLUMNS } from './protocol'

type Column = (typeof CHART_COLUMNS)[number]
type Measure = Effect['rows'][number]['measure']
const MEASURES: Measure[] = ['stale', 'ok', 'p99']
/** At most twice as many stretches since the act. */
const STRETCHES = 8

/** null until there is time to compare. */
export function effectOf(
  act: Act,
  nowUs: number,
  journeys: readonly string[],
  stores: { without: SeriesStore; with: SeriesStore },
): Effect | null {
  if (nowUs <= act.atUs) return null
  const without = stores.without.chart(act.atUs, nowUs, STRETCHES)
  const happened = stores.with.chart(act.atUs, nowUs, STRETCHES)
  const rows = journeys.flatMap((journey, j) =>
    MEASURES.map((measure) => {
      return {
        journey,
        measure,
        without: measureOf(without, 1 + j, measure),
        with: measureOf(happened, 1 + j, measure),
      }
    }),
  )
  return { command: act.command, atUs: act.atUs, rows }
}

function measureOf(data: ChartData, group: number, measure: Measure): number {
  const total = (column: Column): number => sum(data, group, column, () => 1)
  if (measure === 'stale') return total('stale') / total('reads')
  if (measure === 'ok') return total('ok') / (total('ok') + total('failed') + total('unknown') + total('late'))
  const samples = at(data, group, 'samples')
  return sum(data, group, 'p99Us', samples) / total('samples')
}

/** NaN is "nothing known" and counts as nothing. */
function sum(data: ChartData, group: number, column: Column, weight: (bucket: number) => number): number {
  const value = at(data, group, column)
  let total = 0
  for (let bucket = 0; bucket < data.steps; bucket++) {
    const part = value(bucket) * weight(bucket)
    if (!Number.isNaN(part)) total += part
  }
  return total
}
function at(data: ChartData, group: number, column: Column): (bucket: number) => number {
  const from = (group * CHART_COLUMNS.length + CHART_COLUMNS.indexOf(column)) * data.steps
  return (bucket) => data.columns[from + bucket]
}
