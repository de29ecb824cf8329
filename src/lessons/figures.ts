/**
 * Figures of a run that lessons name: plain data, so that a goal from outside is confined by what it is. Each is a file in figures/,
 * with its law and its own bounds.
 */
import type { Part } from '../telemetry'

/** Which operations: those invoked from `fromS` on and before `toS` (default: the whole run), of users unless told otherwise. */
export interface Operations {
  journey?: string
  step?: number
  kind?: 'read' | 'write' | 'submit' | 'call' | 'transfer'
  shards?: number[] // of the store, from 0
  fromS?: number
  toS?: number
}

export type Figure =
  | ({ figure: 'count' | 'goodput' | 'answered' | 'inTime' | 'failed' | 'unknown' } & Operations)
  | ({ figure: 'okShare' | 'staleShare' | 'degradedShare' | 'attempts' } & Operations)
  | ({ figure: 'latencyMs'; quantile: number } & Operations)
  | ({ figure: 'staleMaxMs' | 'unlabelledStale' | 'outageS' } & Operations)
  | ({ figure: 'broken'; guarantee: GuaranteeName } & Operations) // breaches that the judge found
  | ({ figure: 'couldReturn'; write: number } & Operations) // whether a read could: 1 or 0; write: the n-th to its key, 0: none
  | ({ figure: 'appliedUnknown' | 'unappliedUnknown' } & Operations) // took effect, or did not, and its client was not told
  | { figure: 'writesLost' | 'effectsRepeated' | 'breaches'; code?: string; fromS?: number; toS?: number }
  | { figure: 'utilisationMax' | 'skew' | 'keysMoved' | 'messages'; group?: string; fromS?: number; toS?: number }
  | { figure: 'leadersAtOnce' | 'keysDiverged'; fromS?: number; toS?: number }
  | { figure: 'alerts'; severity: 'page' | 'ticket'; fromS?: number; toS?: number }
  | { figure: 'detectS' | 'mitigateS' | 'budgetSpent'; journey?: string }
  | { figure: 'troubleS'; trouble: Trouble; node: string; other?: string; fromS?: number; toS?: number } // other: of the link between the two
  | { figure: 'timeShare'; group: string; part: Part; journey?: string; fromS?: number; toS?: number } // of traces' critical paths

export type GuaranteeName =
  'linearizable' | 'readYourWrites' | 'monotonicReads' | 'monotonicWrites' | 'writesFollowReads' | 'writesKept'

/** What may be wrong with a node, and with a link. */
export const NODE_TROUBLES = ['down', 'stalled', 'slow', 'diskStalled', 'degraded'] as const
export const LINK_TROUBLES = ['cut', 'held', 'delayed', 'lossy', 'limited', 'flapping'] as const
export type Trouble = (typeof NODE_TROUBLES)[number] | (typeof LINK_TROUBLES)[number]

/** `of` is compared; a figure that no operation gave fails it. */
export type Condition = { of: Figure } & ({ atLeast: number } | { atMost: number })
