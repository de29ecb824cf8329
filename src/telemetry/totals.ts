/**
 * A whole run in figures, for the command line: a listener to be attached from the run's beginning. Background work is left
 * out; latency is that of answered operations, late ones too.
 */
import { Histogram } from '../kernel'
import type { OperationFacts, OperationListener } from './operationFacts'

export interface OutcomeCounts {
  invoked: number
  ok: number // in time
  late: number // answered after the deadline
  failed: number
  unknown: number
  open: number // not ended yet
  degraded: number // of those answered
  reads: number // answered
  stale: number // of those, missed a write acknowledged before
  attempts: number // of those that ended
}
/** Milliseconds; all NaN where nothing was answered. */
export interface LatencyFigures {
  count: number
  mean: number
  p50: number
  p95: number
  p99: number
  p999: number
}
export interface RunTotals {
  operations: OutcomeCounts & { byJourney: OutcomeCounts[] }
  latencyMs: LatencyFigures & { byJourney: LatencyFigures[] }
  /** Over answered reads of all journeys; ratio is NaN without reads. */
  staleness: { reads: number; stale: number; ratio: number; maxUs: number; maxMissed: number }
}

const zero = (): OutcomeCounts => ({
  invoked: 0,
  ok: 0,
  late: 0,
  failed: 0,
  unknown: 0,
  open: 0,
  degraded: 0,
  reads: 0,
  stale: 0,
  attempts: 0,
})

export class Totals implements OperationListener {
  private counts: OutcomeCounts[]
  private latency: Histogram[]
  private staleness = { maxUs: 0, maxMissed: 0 }

  constructor(journeys: number) {
    this.counts = Array.from({ length: journeys }, zero)
    this.latency = Array.from({ length: journeys }, () => new Histogram())
  }

  invoked(op: OperationFacts): void {
    if (op.journey < 0) return
    this.counts[op.journey].invoked++
    this.counts[op.journey].open++
  }

  returned(op: OperationFacts): void {
    if (op.journey < 0) return
    const counts = this.counts[op.journey]
    counts.open--
    counts.attempts += op.attempts
    if (op.outcome === 'fail') counts.failed++
    else if (op.outcome === 'info') counts.unknown++
    else this.answered(op, counts)
  }

  totals(): RunTotals {
    const all = new Histogram()
    for (const one of this.latency) all.merge(one)
    const sum = zero()
    for (const one of this.counts) for (const field of FIELDS) sum[field] += one[field]
    const { reads, stale } = sum
    return {
      operations: { ...sum, byJourney: this.counts.map((c) => ({ ...c })) },
      latencyMs: { ...figures(all), byJourney: this.latency.map(figures) },
      staleness: { reads, stale, ratio: stale / reads, ...this.staleness },
    }
  }

  clone(): Totals {
    const copy = new Totals(0)
    copy.counts = this.counts.map((c) => ({ ...c }))
    copy.latency = this.latency.map((l) => l.clone())
    copy.staleness = { ...this.staleness }
    return copy
  }

  private answered(op: OperationFacts, counts: OutcomeCounts): void {
    if (op.late) counts.late++
    else counts.ok++
    if (op.degraded) counts.degraded++
    this.latency[op.journey].record(op.returnedUs - op.invokedUs)
    if (!op.judged) return
    const s = this.staleness
    counts.reads++
    if (op.missed === 0) return
    counts.stale++
    if (op.staleUs > s.maxUs) s.maxUs = op.staleUs
    if (op.missed > s.maxMissed) s.maxMissed = op.missed
  }
}

const FIELDS = Object.keys(zero()) as (keyof OutcomeCounts)[]

function figures(latency: Histogram): LatencyFigures {
  const ms = (p: number): number => (latency.count === 0 ? NaN : latency.quantile(p) / 1000)
  return {
    count: latency.count,
    mean: latency.mean() / 1000,
    p50: ms(0.5),
    p95: ms(0.95),
    p99: ms(0.99),
    p999: ms(0.999),
  }
}
