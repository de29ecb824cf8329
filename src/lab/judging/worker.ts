/** The judge's worker: pieces of a history in, verdicts out. It knows checkers and no engine, and nobody waits for it. */
import { confine } from '../confine'
import type { HistoryPiece } from './feed'
import { Judge } from './judge'
import type { JourneyVerdict } from './verdict'

/** `run`: the asker's own number of the run, told back with what is said of it. */
export type JudgeRequest = HistoryPiece & { run: number }
export interface Judgement {
  run: number
  /** What has been judged so far, to be asked on from. */
  history: number
  rows: number
  judgedUs: number
  knownUs: number
  more: boolean
  /** null: as last told. */
  journeys: JourneyVerdict[] | null
}

/** What of a dedicated worker's global is used; the project's types are the page's. */
interface WorkerScope {
  postMessage(message: Judgement): void
  addEventListener(type: 'message', listener: (event: { data: JudgeRequest }) => void): void
}

confine(globalThis)
const scope = globalThis as unknown as WorkerScope
let judge: Judge | null = null
let told = -1

scope.addEventListener('message', ({ data: piece }) => {
  if (piece.docket) {
    judge = new Judge(piece.docket)
    told = -1
  }
  if (!judge) return
  judge.hear(piece.words)
  if (!piece.more) judge.know(piece.knownUs)
  if (!piece.more && piece.fullUs !== null) judge.end(piece.fullUs)
  const { rows, judgedUs, changes } = judge
  const { run, history, knownUs, more } = piece
  scope.postMessage({
    run,
    history,
    rows,
    judgedUs,
    knownUs,
    more,
    journeys: changes === told ? null : judge.verdicts(),
  })
  told = changes
})
