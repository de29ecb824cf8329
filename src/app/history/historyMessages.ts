/** What the history page and its worker say to each other: one text, one report. Cancelling is ending the worker. */
import type { Standing } from '../../checkers'
import type { WitnessBar } from '../verdicts/witnessPicture'

export interface HistoryRequest {
  /** Of the report's lines: the tag of a folder of words. */
  language: string
  text: string
  /** null: guessed. */
  format: string | null
  model: string | null
  steps: number
  bytes: number
}
export interface HistoryWitness {
  around: WitnessBar[]
  /** The fewest that still violate; null where that could not be found. */
  shortest: WitnessBar[] | null
}
export interface HistoryReport {
  format: string
  model: string
  valid: true | false | 'unknown'
  operations: number
  /** The verdict, then what shows it. */
  lines: string[]
  unknown: string | null // code
  standing: Standing | null
  witness: HistoryWitness | null
  ms: number
}
export type HistoryStage = 'reading' | 'judging' | 'explaining'
export type HistoryMessage =
  | { say: 'stage'; stage: HistoryStage; events: number }
  | { say: 'report'; report: HistoryReport }
  | { say: 'problem'; code: string; params: Record<string, string | number> }
