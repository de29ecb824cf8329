/**
 * Rate, errors by cause and durations of each journey's operations (T. Wilkie's RED), since the last cut: a listener for whoever asks,
 * over a stretch that is replayed or over a whole run. Goodput (answered ok within the deadline) stands apart from throughput
 * (answered at all). Durations are those of answered operations, late ones too, from the intended send.
 */
import { Histogram } from '../../kernel'
import { OUTCOME_CAUSES } from '../../cluster/journal'
import type { OperationFacts, OperationListener } from '../operationFacts'

export interface JourneyFigures {
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

const none = (): JourneyFigures => ({
  invoked: 0,
  ok: 0,
  late: 0,
  failed: 0,
  unknown: 0,
  degraded: 0,
  causes: OUTCOME_CAUSES.map(() => 0),
  durations: new Histogram(),
})

export class JourneyRed implements OperationListener {
  private figures: JourneyFigures[]

  constructor(private readonly journeys: number) {
    this.figures = Array.from({ length: journeys }, none)
  }

  invoked({ journey }: OperationFacts): void {
    if (journey >= 0) this.figures[journey].invoked++
  }

  returned(op: OperationFacts): void {
    if (op.journey < 0) return
    const figures = this.figures[op.journey]
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
  cut(): JourneyFigures[] {
    const { figures } = this
    this.figures = Array.from({ length: this.journeys }, none)
    return figures
  }
}
