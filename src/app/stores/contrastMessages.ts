/** What the contrast and its worker say to each other: one request, a row a mode as it comes. */
import type { ContrastRow } from '../../lab/contrast'
import type { RunValue } from '../../lab/protocol'
import type { ModeName } from '../../scenarios/modes'

export interface ContrastRequest {
  run: RunValue // up to the moment to which all are run
  modes: ModeName[]
}
export type ContrastMessage =
  | { say: 'row'; row: ContrastRow }
  | { say: 'refused'; mode: ModeName; code: string; params: Record<string, string | number> }
  | { say: 'done' }
