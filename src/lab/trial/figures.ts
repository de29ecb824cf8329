/** The figures of one side of a trial: of each journey's operations since the change, and the alerts raised since. */
import type { OperationListener, RunTotals } from '../../telemetry'
import type { Totals } from '../../telemetry'

export const JOURNEY_MEASURES = ['ok', 'stale', 'p50', 'p95', 'p99', 'goodput', 'attempts'] as const
/** ok, stale: shares, 0 to 1. p50 … p99: ms. goodput: answered in time a second. attempts: of an operation. alerts: how many. */
export type Measure = (typeof JOURNEY_MEASURES)[number] | 'alerts'
/** `journey` null: of the whole run. */
export interface Figure {
  journey: string | null
  measure: Measure
}
/** By the place of its figure in `figuresOf`; null: no operation gave it. */
export type Values = (number | null)[]

export function figuresOf(journeys: readonly string[]): Figure[] {
  const each = journeys.flatMap((journey) => JOURNEY_MEASURES.map((measure): Figure => ({ journey, measure })))
  return [...each, { journey: null, measure: 'alerts' }]
}

/** `alerts` null: the scenario has no objectives. */
export function valuesOf({ operations, latencyMs }: RunTotals, spanUs: number, alerts: number | null): Values {
  const each = operations.byJourney.flatMap((counts, j) => {
    const { ok, late, failed, unknown, reads, stale, attempts } = counts
    const ended = ok + late + failed + unknown
    const { p50, p95, p99 } = latencyMs.byJourney[j]
    const values: Record<(typeof JOURNEY_MEASURES)[number], number> = {
      ok: ok / ended,
      stale: stale / reads,
      p50,
      p95,
      p99,
      goodput: ended === 0 ? NaN : (ok / spanUs) * 1e6,
      attempts: attempts / ended,
    }
    return JOURNEY_MEASURES.map((measure) => (Number.isNaN(values[measure]) ? null : values[measure]))
  })
  return [...each, alerts]
}

/** Counts only what was begun from `fromUs` on. */
export function begunSince(fromUs: number, totals: Totals): OperationListener {
  return {
    invoked: (op) => {
      if (op.invokedUs >= fromUs) totals.invoked(op)
    },
    returned: (op) => {
      if (op.invokedUs >= fromUs) totals.returned(op)
    },
  }
}
