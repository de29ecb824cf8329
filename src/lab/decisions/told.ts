/** What is told of decisions that were taken: rows of a stretch of time, and one in full. */
import type { PolicyReach } from '../../cluster/command'
import type { ContractName } from '../../decisions'
import type { HandlerName } from '../../decisions/program/names'
import type { Data, Held, Message, Replica } from '../../decisions/program/types'
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
  /** Which of more than `limit`; else the first. */
  keep?: 'last'
}
export interface DecisionRow extends DecisionId {
  contract: ContractName
  handler: HandlerName | null // of a replica's program; null: another decision
  node: number
  called: number // -1: nobody
  operation: { client: number; count: number } | null
  answer: unknown // that stood; of a handler, its wishes (Wish[])
  fault: PolicyFault | null // then what is built in stood in; a handler has done nothing
  policy: { code: string; reach: PolicyReach } | null // null: what is built in decided
}
/** A decision in full. All of it is plain data. */
export interface DecisionTold extends DecisionRow, Explained {
  /** Without its two functions of luck; of a handler, a HandlerContext. */
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
/** What a handler of a replica's program looks at. */
export interface HandlerContext {
  handler: HandlerName
  me: number
  replicas: number
  /** By its own clock. */
  nowUs: number
  /** What came, of onMessage. */
  message?: Message
  /** What rang, of onTimer. */
  timer?: string
  /** What it had on disk, of what the handler asked for: values by key, what was kept by name. */
  held: Record<string, Held>
  kept: Record<string, Data>
}
/** Something that a handler told its replica to do. */
export interface Wish {
  act: Exclude<keyof Replica, 'me' | 'replicas' | 'nowUs' | 'random' | 'randomInt' | 'get' | 'kept'>
  args: unknown[]
}
