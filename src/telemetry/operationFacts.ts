/**
 * All that is known of one operation when it returns (or, in a listing, while it is open). One such object is filled again
 * and again by the observation; whoever wants to keep it copies it (as an OperationRow, with the row type of the page).
 */
import type { OperationKind } from './shape'

export type Outcome = 'ok' | 'fail' | 'info'
/** By OUTCOME of the journal. */
export const OUTCOMES: Outcome[] = ['ok', 'fail', 'info']

export class OperationFacts {
  client = 0
  count = 0
  class = 0
  journey = 0
  step = 0
  kind: OperationKind = 'call'
  key = 0
  /** Of the invocation: what is written. */
  value = 0
  session = 0
  invokedUs = 0
  /** From here on: NaN or at rest while the operation is open. */
  returnedUs = NaN
  outcome: Outcome | 'open' = 'open'
  cause = 0
  attempts = 0
  degraded = false
  cached = false
  late = false
  /** What was read or written, 0 where that is unknown. */
  returnedValue = 0
  version = 0
  /** An answered read, so that staleUs, missed and capped mean something. */
  judged = false
  staleUs = 0
  missed = 0
  capped = false
}

/** Hears of every operation, background ones too (journey −1), in the journal's order. Keeps nothing of `op` itself. */
export interface OperationListener {
  invoked?(op: OperationFacts): void
  returned(op: OperationFacts): void
}

export interface OperationRow {
  client: number
  count: number
  journey: number
  step: number
  kind: OperationKind
  key: number
  value: number
  session: number // the user
  invokedUs: number
  returnedUs: number
  outcome: Outcome | 'open'
  attempts: number
  cause: number
  staleUs: number
  missed: number
  degraded: boolean
}

/** `value`: what was read, or was to be written. `staleUs` is NaN unless it was an answered read. */
export function rowOf(op: OperationFacts): OperationRow {
  return {
    client: op.client,
    count: op.count,
    journey: op.journey,
    step: op.step,
    kind: op.kind,
    key: op.key,
    value: op.kind === 'read' ? op.returnedValue : op.value,
    session: op.session,
    invokedUs: op.invokedUs,
    returnedUs: op.returnedUs,
    outcome: op.outcome,
    attempts: op.attempts,
    cause: op.cause,
    staleUs: op.judged ? op.staleUs : NaN,
    missed: op.missed,
    degraded: op.degraded,
  }
}
