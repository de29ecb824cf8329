/**
 * Rate, errors by cause and durations of operations (T. Wilkie's RED), of each journey or of each tenant, since the last cut: a listener for whoever asks,
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
  /** By OUTCOME_CAUSES, of those failed or unknown: their sum. */
  causes: number[]
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
  causes: OUTCOME_CAUSES.map(() => 0),
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
      figures.durations.record(op.returnedUs - op.invokedUs)
      return
    }
    if (op.outcome === 'fail') figures.failed++
    else figures.unknown++
    figures.causes[op.cause]++
  }

  /** What was counted since the last cut. */
  cut(): OperationFigures[] {
    const { figures } = this
    this.figures = Array.from({ length: this.rows }, none)
    return figures
  }
}
