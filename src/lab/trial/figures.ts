/** What a trial asks of each side: of each journey's operations since the change, and how many alerts were raised since. */

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
