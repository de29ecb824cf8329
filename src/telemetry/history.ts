/**
 * The history that clients saw, as checkers judge it: an invocation and its completion (ok, fail or info) as events in the
 * journal's order, after Jepsen (process, type, f, key, value, time). A process is a session of one client: its steps
 * follow one another. An operation without completion was open when the record ended: its fate is unknown.
 */
import type { OperationFacts, OperationListener } from './operationFacts'
import type { OperationKind } from './shape'

export type HistoryType = 'invoke' | 'ok' | 'fail' | 'info'
export interface HistoryEvent {
  index: number
  type: HistoryType
  process: number // session
  f: OperationKind
  key: number
  /** Written (invoke, and completions of writes) or read (ok of a read); null where nothing is known. */
  value: number | null
  timeUs: number
  client: number
  count: number // (client, count) names the operation in invocation and completion
}

export class ClientHistory implements OperationListener {
  readonly events: HistoryEvent[] = []

  /** `keep`: which operations; background ones never. */
  constructor(private readonly keep: (op: OperationFacts) => boolean = () => true) {}

  invoked(op: OperationFacts): void {
    if (op.journey >= 0 && this.keep(op)) this.push(op, 'invoke', op.invokedUs, op.kind === 'read' ? null : op.value)
  }

  returned(op: OperationFacts): void {
    if (op.journey < 0 || op.outcome === 'open' || !this.keep(op)) return
    const read = op.outcome === 'ok' ? op.returnedValue : null
    this.push(op, op.outcome, op.returnedUs, op.kind === 'read' ? read : op.value)
  }

  private push(op: OperationFacts, type: HistoryType, timeUs: number, value: number | null): void {
    const { session: process, kind: f, key, client, count } = op
    this.events.push({ index: this.events.length, type, process, f, key, value, timeUs, client, count })
  }
}
