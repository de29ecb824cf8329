/** The page's side of judging: one piece at a time, begun anew with every run, and never in anybody's way. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { HistoryPiece } from '../../../src/lab/judging/feed'
import type { JudgeRequest, Judgement } from '../../../src/lab/judging/worker'
import { useLab, useView } from '../../../src/app/store'
import { Judging, type JudgeWorker } from '../../../src/app/verdicts/judging'
import { useVerdicts } from '../../../src/app/verdicts/verdictStore'
import type { LabStatus, Opened } from '../../../src/lab/protocol'

const status = (endUs: number): LabStatus =>
  ({ active: 0, endUs, timeUs: endUs, events: endUs, branches: [], canUndo: null }) as unknown as LabStatus
const piece = (history: number): HistoryPiece => ({
  history,
  from: 0,
  words: new Int32Array(10),
  more: false,
  knownUs: 0,
  fullUs: null,
  docket: null,
})
const judged = (rows: number, more = false, run = 0): Judgement => ({
  run,
  history: 1,
  rows,
  judgedUs: rows,
  knownUs: 100,
  more,
  journeys: rows === 1 ? [] : null,
})

class FakeWorker implements JudgeWorker {
  readonly heard: JudgeRequest[] = []
  ended = false
  onmessage: JudgeWorker['onmessage'] = null
  onerror: JudgeWorker['onerror'] = null
  postMessage(sent: JudgeRequest): void {
    this.heard.push(sent)
  }
  terminate(): void {
    this.ended = true
  }
  says(data: Judgement): void {
    this.onmessage?.({ data } as MessageEvent<Judgement>)
  }
}

describe('judging', () => {
  let worker: FakeWorker
  let asked: { history: number; rows: number }[]
  let judging: Judging
  const settled = () => vi.waitFor(() => expect(worker.heard.length).toBe(asked.length))

  beforeEach(() => {
    judging?.stop()
    useLab.setState({ status: null, opened: null })
    useVerdicts.setState({ journeys: null, failed: false })
    worker = new FakeWorker()
    asked = []
    judging = new Judging(
      () => worker,
      (what) => {
        asked.push(what)
        return Promise.resolve(piece(1))
      },
    )
  })

  test('asks once the run is known, goes on from what was judged, and waits while the judge is busy', async () => {
    expect(asked).toEqual([])
    useLab.setState({ status: status(1) })
    useLab.setState({ status: status(2) })
    expect(asked).toEqual([{ history: -1, rows: 0 }])
    await settled()
    worker.says(judged(1, true))
    expect(asked).toEqual([
      { history: -1, rows: 0 },
      { history: 1, rows: 1 },
    ])
    await settled()
    worker.says(judged(5))
    expect(asked).toHaveLength(2)
    useLab.setState({ status: status(3) })
    expect(asked[2]).toEqual({ history: 1, rows: 5 })
    expect(useVerdicts.getState()).toMatchObject({ judgedUs: 5, journeys: [] })
  })

  test('another run begins anew, and what still comes of the old one is passed over', async () => {
    useLab.setState({ status: status(1) })
    await settled()
    useLab.setState({ opened: {} as Opened, status: null })
    worker.says(judged(9))
    expect(useVerdicts.getState().journeys).toBeNull()
    useLab.setState({ status: status(2) })
    expect(asked.at(-1)).toEqual({ history: -1, rows: 0 })
    await settled()
    worker.says(judged(9))
    expect(asked).toHaveLength(2)
    worker.says(judged(1, false, 1))
    useLab.setState({ status: status(3) })
    expect(useVerdicts.getState().journeys).toEqual([])
  })

  test('what was judged is shown with the next status while the run plays, and at once while it is paused', async () => {
    const journeys = () => useVerdicts.getState().journeys
    useLab.setState({ status: status(1) })
    await settled()
    useView.getState().set({ playing: true })
    worker.says(judged(1))
    expect(journeys()).toBeNull()
    useLab.setState({ status: status(2) })
    expect(journeys()).toEqual([])
    useVerdicts.setState({ journeys: null })
    worker.says(judged(1))
    useView.getState().set({ playing: false })
    expect(journeys()).toEqual([])
    useVerdicts.setState({ journeys: null })
    worker.says(judged(1))
    expect(journeys()).toEqual([])
    useView.getState().set({ playing: true })
  })

  test('a judge that breaks is told of, and asked no more', () => {
    worker.onerror?.({ preventDefault: () => {} } as ErrorEvent)
    expect(useVerdicts.getState().failed).toBe(true)
    expect(worker.ended).toBe(true)
    useLab.setState({ status: status(1) })
    expect(asked).toEqual([])
  })
})
