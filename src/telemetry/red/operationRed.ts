/**
 * Rate, errors by cause and durations of operations (T. Wilkie's RED), by rows that whoever asks chooses, since the last cut: a listener for whoever asks,
 * over a stretch that is replayed or over a whole run. Goodput (answered ok within the deadline) stands apart from throughput
 * (answered at all). Durations are those of answered operations, late ones too, from the intended send.
 */
import { Histogram } from '../../kernel'
import { OUTCOME_CAUSES } from '../../cluster/journal'
import type { OperationFacts, OperationListener } from '../operationFacts'

export interface OperationFigures {
  invoked: number
  /** Of those that ended: answered in time, answered late, surely not done, of unknown fate. */
  ok: number
  late: number
  failed: number
  unknown: number
  degraded: number // of those answered
  stale: number // reads answered that missed a write acknowledged before
  /** By OUTCOME_CAUSES, of those failed or unknown: their sum. */
  causes: number[]
  failures: number[] // those of them that surely were not done
  /** µs. */
  durations: Histogram
}

const none = (): OperationFigures => ({
  invoked: 0,
  ok: 0,
  late: 0,
  failed: 0,
  unknown: 0,
  degraded: 0,
  stale: 0,
  causes: OUTCOME_CAUSES.map(() => 0),
  failures: OUTCOME_CAUSES.map(() => 0),
  durations: new Histogram(),
})

export class OperationRed implements OperationListener {
  private figures: OperationFigures[]

  /** `rowOf`: which of `rows` a user's operation counts in. */
  constructor(
    private readonly rows: number,
    private readonly rowOf: (op: OperationFacts) => number,
  ) {
    this.figures = Array.from({ length: rows }, none)
  }

  invoked(op: OperationFacts): void {
    if (op.journey >= 0) this.figures[this.rowOf(op)].invoked++
  }

  returned(op: OperationFacts): void {
    if (op.journey < 0) return
    const figures = this.figures[this.rowOf(op)]
    if (op.outcome === 'ok') {
      if (op.late) figures.late++
      else figures.ok++
      if (op.degraded) figures.degraded++
      if (op.judged && op.missed > 0) figures.stale++
      figures.durations.record(op.returnedUs - op.invokedUs)
      return
    }
    figures.causes[op.cause]++
    if (op.outcome === 'fail') {
      figures.failed++
      figures.failures[op.cause]++
    } else figures.unknown++
  }

  /** What was counted since the last cut. */
  cut(): OperationFigures[] {
    const { figures } = this
    this.figures = Array.from({ length: this.rows }, none)
    return figures
  }
}

export function sumOf(all: readonly OperationFigures[]): OperationFigures {
  const sum = none()
  for (const { causes, failures, durations, ...counts } of all) {
    for (const field of Object.keys(counts) as (keyof typeof counts)[]) sum[field] += counts[field]
    causes.forEach((n, cause) => (sum.causes[cause] += n))
    failures.forEach((n, cause) => (sum.failures[cause] += n))
    sum.durations.merge(durations)
  }
  return sum
}
