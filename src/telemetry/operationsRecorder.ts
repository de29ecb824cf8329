/**
 * Answers "which operations?" from a replay: a listener, together with the observation it listens to. What belongs to a
 * window follows the charts: all and failed ones by their invocation, stale and slow ones by their return, so that a
 * figure on a chart and the operations behind it agree. Bounded by `limit` whatever the window.
 */
import type { Observation } from './observation'
import { rowOf, type OperationFacts, type OperationListener, type OperationRow } from './operationFacts'

/** `only: 'failed'`: not answered in time, by any outcome; `slow`: the `limit` slowest answered ones. */
export interface OperationsQuestion {
  fromUs: number
  toUs: number
  journey?: number
  only?: 'failed' | 'stale' | 'slow'
  limit: number
}

export class OperationsRecorder implements OperationListener {
  private rows: OperationRow[] = []

  constructor(private readonly question: OperationsQuestion) {}

  returned(op: OperationFacts): void {
    if (this.wanted(op)) this.add(rowOf(op))
  }

  /** The rows, by invocation (slow: slowest first): the latest `limit`. Open operations are among them unless `only` is set. */
  answer(observation: Observation): OperationRow[] {
    const { only, limit } = this.question
    if (only === 'slow') return [...this.rows].sort(slower).slice(0, limit)
    const rows = [...this.rows]
    if (only === undefined) {
      for (const row of observation.operations.rows()) {
        const op = observation.openFacts(row)
        if (this.wanted(op)) rows.push(rowOf(op))
      }
    }
    rows.sort((a, b) => a.invokedUs - b.invokedUs || a.client - b.client || a.count - b.count)
    return rows.slice(Math.max(0, rows.length - limit))
  }

  private wanted(op: OperationFacts): boolean {
    const { fromUs, toUs, journey, only } = this.question
    if (op.journey < 0 || (journey !== undefined && op.journey !== journey)) return false
    const atUs = only === 'stale' || only === 'slow' ? op.returnedUs : op.invokedUs
    if (!(atUs >= fromUs && atUs < toUs)) return false
    if (only === 'failed') return op.outcome !== 'ok' || op.late
    if (only === 'stale') return op.judged && op.missed > 0
    return only !== 'slow' || op.outcome === 'ok'
  }

  private add(row: OperationRow): void {
    this.rows.push(row)
    if (this.rows.length < this.question.limit * 4 + 1024) return
    if (this.question.only === 'slow') this.rows.sort(slower)
    else this.rows.sort((a, b) => b.invokedUs - a.invokedUs || a.client - b.client || b.count - a.count)
    this.rows.length = Math.min(this.rows.length, this.question.limit)
  }
}

function slower(a: OperationRow, b: OperationRow): number {
  const ofA = a.returnedUs - a.invokedUs
  const ofB = b.returnedUs - b.invokedUs
  return ofB - ofA || a.invokedUs - b.invokedUs || a.client - b.client || a.count - b.count
}
