/** Policy code that was compiled and stands confined, ready to decide; without state of its own. */
import type { PolicyCode } from './code'

export interface LoadedPolicy {
  code: PolicyCode
  /** What it remembers before its first decision: plain data, a fresh copy. */
  initial(): unknown
  /** Nothing of `context` and `state` is shared with it or changed by it. */
  decide(context: object, state: unknown): PolicyOutcome
  /** Of a replica's program: runs one of its handlers with `replica` to act by. The answer is null. */
  handle(name: string, replica: object, state: unknown, subject: unknown): PolicyOutcome
  /** The same, told in full. Its answer is null. */
  explainHandler(name: string, replica: object, state: unknown, subject: unknown): ExplainedOutcome
  /** The same, told in full: for whoever explains a decision. */
  explain(context: object, state: unknown): ExplainedOutcome
}
export type PolicyOutcome = { ok: true; answer: unknown; state: unknown } | { ok: false; fault: PolicyFault }
export interface PolicyFault {
  status: 'threw' | 'budget' | 'refused'
  /** A code of the catalogue of policies, and its parameters. */
  code: string
  params: Record<string, string | number>
  file: string
  line: number // from 1; 0: unknown
}
export type ExplainedOutcome = PolicyOutcome & {
  returned: { file: string; line: number } | null
  logged: string[]
  steps: number
}

/** Where a world finds the policies that its commands name. */
export interface PolicyLibrary {
  get(id: string): LoadedPolicy | undefined
}
export const NO_POLICIES: PolicyLibrary = { get: () => undefined }
