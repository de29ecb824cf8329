/** What is told of decisions that were taken: rows of a stretch of time, and one in full. */
import type { PolicyReach } from '../../cluster/command'
import type { ContractName } from '../../decisions'
import type { PolicyFault } from '../../policies'

/** Names one decision of a run: after so many events of it, the nth of them from 0. */
export interface DecisionId {
  atUs: number
  events: number
  nth: number
}
export interface DecisionsQuestion {
  fromUs: number
  toUs: number
  contract?: ContractName
  operation?: { client: number; count: number }
  node?: number
  limit: number
}
export interface DecisionRow extends DecisionId {
  contract: ContractName
  node: number
  called: number // -1: nobody
  operation: { client: number; count: number } | null
  answer: unknown // that stood
  fault: PolicyFault | null // then what is built in stood in
  policy: { code: string; reach: PolicyReach } | null // null: what is built in decided
}
/** A decision in full. All of it is plain data. */
export interface DecisionTold extends DecisionRow, Explained {
  /** Without its two functions of luck. */
  context: Record<string, unknown>
  /** What these gave, each as a draw in (0, 1). */
  draws: number[]
  /** Before it. */
  state: unknown
  /** Of what is built in: its file's name in src/decisions/CONTRACT, without ending; null: it is not known. */
  builtIn: string | null
}
export interface Explained {
  /** null: it did not return, or that is not known. */
  returned: { file: string; line: number } | null
  logged: string[]
  steps: number | null
}
/** A decision taken again with another context. */
export interface Again extends Explained {
  outcome: { ok: true; answer: unknown; state: unknown } | { ok: false; fault: PolicyFault }
}
