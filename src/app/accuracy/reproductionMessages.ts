/** What the accuracy page and its worker say to each other: the page asks for one reproduction at a time. */
import type { ReproductionRow } from '../../experiments'

/** A reproduction as the page lists it; `cases` tells how many rows will come. */
export interface ReproductionInfo {
  id: string
  source: string
  cases: string[]
}
export interface ReproductionRequest {
  run: string
}
export type ReproductionMessage =
  | { say: 'list'; list: ReproductionInfo[] }
  | { say: 'row'; id: string; row: ReproductionRow }
  | { say: 'done'; id: string }
  | { say: 'failed'; id: string }
