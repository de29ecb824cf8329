/**
 * Has the open run judged while it goes on. One piece of the history is under way at a time, asked for when the judge has dealt
 * with the one before: the run never waits for its judge, and what the judge is behind by is told.
 */
import type { HistoryPiece } from '../../lab/judging/feed'
import type { JudgeRequest, Judgement } from '../../lab/judging/worker'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import type { Verdicts } from './verdictStore'
import { useVerdicts } from './verdictStore'

/** The shape of a worker that judges; tests put a fake behind it. */
export interface JudgeWorker {
  postMessage(piece: JudgeRequest, transfer: ArrayBuffer[]): void
  terminate(): void
  onmessage: ((event: MessageEvent<Judgement>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export class Judging {
  private readonly worker: JudgeWorker
  private readonly stops: (() => void)[]
  private history = -1
  private rows = 0
  private busy = false
  private asked = '' // what was known of the run when it was last asked about
  private unseen: Partial<Verdicts> | null = null // said by the judge, not shown yet
  private run = 0 // counts runs opened: what still comes of another one is passed over

  constructor(
    connect: () => JudgeWorker,
    private readonly ask: (asked: { history: number; rows: number }) => Promise<HistoryPiece>,
  ) {
    this.worker = connect()
    this.worker.onmessage = ({ data }) => this.hear(data)
    this.worker.onerror = (event) => {
      event.preventDefault()
      this.stop()
      useVerdicts.setState({ failed: true })
    }
    this.stops = [
      useLab.subscribe((lab, before) => {
        if (lab.opened !== before.opened) this.forget()
        if (lab.status === before.status) return
        this.show()
        this.next()
      }),
      useView.subscribe(({ playing }) => {
        if (!playing) this.show()
      }),
    ]
    this.next()
  }

  stop(): void {
    for (const stop of this.stops) stop()
    this.worker.terminate()
  }

  private forget(): void {
    this.run++
    this.history = -1
    this.rows = 0
    this.asked = ''
    this.busy = false
    this.unseen = null
    useVerdicts.setState({ journeys: null, judgedUs: 0, knownUs: 0, journey: 0, breach: null })
  }

  private next(more = false): void {
    const { status } = useLab.getState()
    if (this.busy || !status) return
    const known = `${status.active} ${status.endUs} ${status.branches.length} ${status.canUndo ? 1 : 0} ${status.events}`
    if (!more && known === this.asked) return
    this.asked = known
    this.busy = true
    const { run } = this
    this.ask({ history: this.history, rows: this.rows }).then(
      (piece) => {
        if (run === this.run) this.worker.postMessage({ ...piece, run }, [piece.words.buffer as ArrayBuffer])
      },
      () => {
        // The lab is busy with something else, or gone: the next status asks again.
        if (run === this.run) this.busy = false
        this.asked = ''
      },
    )
  }

  private hear({ run, history, rows, judgedUs, knownUs, more, journeys }: Judgement): void {
    if (run !== this.run) return
    this.busy = false
    this.history = history
    this.rows = rows
    this.unseen = { ...this.unseen, judgedUs, knownUs, ...(journeys ? { journeys } : {}) }
    if (!useView.getState().playing) this.show()
    this.next(more)
  }

  /** While the run plays, together with the next status: the page renders once for both. */
  private show(): void {
    if (this.unseen) useVerdicts.setState(this.unseen)
    this.unseen = null
  }
}

let judging: Judging | null = null

/** Once the page has nothing better to do; the worker is loaded only then. */
export function judgeWhenIdle(): void {
  if (judging) return
  const begin = (): void => {
    judging ??= new Judging(startWorker, (asked) => actions().history(asked))
  }
  if ('requestIdleCallback' in window) window.requestIdleCallback(begin, { timeout: 4_000 })
  else setTimeout(begin, 1_500)
}

function startWorker(): JudgeWorker {
  return new Worker(new URL('../../lab/judging/worker.ts', import.meta.url), { type: 'module', name: 'judge' })
}
