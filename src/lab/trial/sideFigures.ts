/** The figures of one side of a trial, from the totals of what was begun since the change. */
import type { OperationListener, RunTotals, Totals } from '../../telemetry'
import type { Values } from './figures'
import { JOURNEY_MEASURES } from './figures'

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
