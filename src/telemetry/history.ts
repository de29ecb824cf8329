/**
 * The history that clients saw, as checkers judge it: an invocation and its completion (ok, fail or info) as events in the
 * journal's order, after Jepsen (process, type, f, key, value, time). A process is one visit of a user: the steps of a
 * journey follow one another, while two visits of one user may overlap. An operation without completion was open when the record ended: its fate is unknown.
 */
import type { OperationFacts, OperationListener } from './operationFacts'
import type { OperationKind } from './shape'

export type HistoryType = 'invoke' | 'ok' | 'fail' | 'info'
export interface HistoryEvent {
  index: number
  type: HistoryType
  process: number // a visit, or one background operation; from 1
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
  private processes = 0
  /** Visits that may go on, by their name. */
  private readonly visits = new Map<number, number>()

  /** `keep`: which operations; without it all that users wait for. */
  constructor(private readonly keep: (op: OperationFacts) => boolean = ({ journey }) => journey >= 0) {}

  invoked(op: OperationFacts): void {
    if (!this.keep(op)) return
    const visit = visitOf(op)
    if (!this.visits.has(visit)) this.visits.set(visit, ++this.processes)
    this.push(op, 'invoke', op.invokedUs, op.kind === 'read' ? null : op.value)
  }

  returned(op: OperationFacts): void {
    if (op.outcome === 'open' || !this.keep(op) || !this.visits.has(visitOf(op))) return
    const read = op.outcome === 'ok' ? op.returnedValue : null
    this.push(op, op.outcome, op.returnedUs, op.kind === 'read' ? read : op.value)
    if (op.outcome !== 'ok' || op.journey < 0) this.visits.delete(visitOf(op))
  }

  private push(op: OperationFacts, type: HistoryType, timeUs: number, value: number | null): void {
    const { kind: f, key, client, count } = op
    const process = this.visits.get(visitOf(op)) as number
    this.events.push({ index: this.events.length, type, process, f, key, value, timeUs, client, count })
  }
}

/** Names the visit that an operation belongs to: a client counts its steps on from the first one. */
export function visitOf({ client, count, step, journey }: OperationFacts): number {
  return (journey < 0 ? count : count - step) * NODES_MAX + client
}
const NODES_MAX = 1024
