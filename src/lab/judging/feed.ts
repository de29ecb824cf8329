/**
 * What clients saw of the branch that is looked at, handed on piece by piece to a judge elsewhere, who says how much of it he
 * has. Where the branch is another one, or was cut short, he is given it from the beginning.
 */
import type { Lab } from '../lab'
import type { OperationLog } from '../../telemetry'
import { docketOf, type Docket } from './docket'

export interface HistoryAsked {
  /** Which history the judge has, as its pieces said; −1: none. */
  history: number
  /** So many of its rows. */
  rows: number
}
export interface HistoryPiece {
  history: number
  from: number
  words: Int32Array // rows of telemetry's OPERATION_LOG_STRIDE
  more: boolean // rows follow
  /** All that happened before this moment is in the rows so far, where none follow. */
  knownUs: number
  /** From then on rows are not kept; null: they all are. */
  fullUs: number | null
  docket: Docket | null // at the beginning of a history
}

/** Some 400 kB. */
const PIECE_ROWS = 10_000

export class HistoryFeed {
  private history = 0
  private log: OperationLog | null = null
  private rewrites = 0

  constructor(private readonly lab: Lab) {}

  next(asked: HistoryAsked): HistoryPiece {
    const { active, scenario } = this.lab
    const log = active.store?.operations ?? null
    if (log !== this.log || log?.rewrites !== this.rewrites) {
      this.history++
      this.log = log
      this.rewrites = log?.rewrites ?? 0
    }
    const from = asked.history === this.history ? Math.min(asked.rows, log?.rows ?? 0) : 0
    const words = log?.slice(from, PIECE_ROWS) ?? new Int32Array(0)
    return {
      history: this.history,
      from,
      words,
      more: from + PIECE_ROWS < (log?.rows ?? 0),
      knownUs: log ? active.end.atUs : 0,
      fullUs: log && log.fullUs < Infinity ? log.fullUs : null,
      docket: from === 0 ? docketOf(scenario) : null,
    }
  }
}
