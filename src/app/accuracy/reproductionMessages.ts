/** What the accuracy page and its worker say to each other: the page asks for one reproduction at a time. */
import type { ReproductionRow } from '../../experiments'

/** A reproduction as the page lists it; a row will come for each case. */
export interface ReproductionInfo {
  id: string
  source: string
  cases: string[]
}
/** `brief`: with fewer trials, in seconds instead of minutes; what chance may do is allowed for accordingly. */
export interface ReproductionRequest {
  run: string
  brief: boolean
}
export type ReproductionMessage =
  | { say: 'list'; list: ReproductionInfo[] }
  | { say: 'progress'; id: string; share: number } // of the whole reproduction, 0 to 1
  | { say: 'row'; id: string; row: ReproductionRow }
  | { say: 'done'; id: string }
  | { say: 'failed'; id: string }
