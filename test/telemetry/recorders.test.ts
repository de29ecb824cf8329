import { describe, expect, it } from 'vitest'
import { TYPE } from '../../src/cluster/messageTypes'
import type { OperationRow as PageRow, RecordRow as PageRecord, SpaceTime } from '../../src/lab/protocol'
import { ARROW_FIELDS, OperationsRecorder, SpaceTimeRecorder, TraceRecorder } from '../../src/telemetry'
import type { OperationsQuestion } from '../../src/telemetry'
import { JournalBuilder, observed } from './journalBuilder'

function ask(question: Partial<OperationsQuestion>): PageRow[] {
  const j = new JournalBuilder()
  const { observation, see } = observed(j)
  const recorder = new OperationsRecorder({ fromUs: 0, toUs: 1000, limit: 10, ...question })
  observation.listeners.push(recorder)
  j.at(10).invoke(0, 1, 1, 5, 77).at(60).returns(0, 1, { version: 4, attempts: 2 })
  j.at(100).invoke(0, 2, 2, 5).invoke(0, 3, 0, 5).at(130).returns(0, 2, { version: 4, value: 77 })
  j.at(300).returns(0, 3, { version: 0, value: 12, flags: ['degraded'] })
  j.at(400).invoke(0, 4, 0, 5).at(900).returns(0, 4, { outcome: 'info', cause: 1 })
  j.at(950).invoke(0, 5, 0, 6).invoke(3, 1, 3, 6).at(1200).returns(3, 1, { version: 1 })
  return recorder.answer(see())
}

describe('which operations', () => {
  it('were invoked in the window, open ones too, with what is known of them', () => {
    const rows = ask({})
    expect(rows.map((r) => r.count)).toEqual([1, 2, 3, 4, 5])
    expect(rows[0]).toEqual({
      session: 0,
      client: 0,
      count: 1,
      journey: 0,
      step: 1,
      kind: 'write',
      key: 5,
      value: 77,
      invokedUs: 10,
      returnedUs: 60,
      outcome: 'ok',
      attempts: 2,
      cause: 0,
      staleUs: NaN,
      missed: 0,
      degraded: false,
    })
    expect(rows[2]).toMatchObject({ value: 12, staleUs: 40, missed: 1, degraded: true })
    expect(rows[4]).toMatchObject({ outcome: 'open', returnedUs: NaN })
  })

  it('failed, were stale, or were slow', () => {
    expect(ask({ only: 'failed' }).map((r) => r.count)).toEqual([4])
    expect(ask({ only: 'stale' }).map((r) => r.count)).toEqual([3])
    expect(ask({ only: 'slow', limit: 2 }).map((r) => r.count)).toEqual([3, 1])
  })

  it('belong to a journey, and at most so many', () => {
    expect(ask({ journey: 1 }).map((r) => r.count)).toEqual([2])
    expect(ask({ limit: 2 }).map((r) => r.count)).toEqual([4, 5])
    expect(ask({ fromUs: 100, toUs: 400 }).map((r) => r.count)).toEqual([2, 3])
  })

  it('even of very many only the latest, or the slowest', () => {
    for (const only of [undefined, 'slow'] as const) {
      const j = new JournalBuilder()
      const { observation, see } = observed(j)
      const recorder = new OperationsRecorder({ fromUs: 0, toUs: 1e9, limit: 3, only })
      observation.listeners.push(recorder)
      for (let i = 1; i <= 5000; i++)
        j.at(i * 10)
          .invoke(0, i, 0)
          .at(i * 10 + 1 + ((i * 7919) % 5000))
          .returns(0, i)
          .at(i * 10)
      const rows = recorder.answer(see())
      if (only) expect(rows.map((r) => r.returnedUs - r.invokedUs)).toEqual([5000, 4999, 4998])
      else expect(rows.map((r) => r.count)).toEqual([4998, 4999, 5000])
    }
  })
})

describe('a trace', () => {
  it('has the records of its operation and of what that left behind', () => {
    const j = new JournalBuilder()
    const { observation, see } = observed(j)
    const trace = new TraceRecorder([{ client: 0, count: 1 }], [0, 1])
    const [traced] = trace.traced
    observation.listeners.push(trace)
    j.journal.attach((words, records) => {
      trace.fold(words, records)
    })
    j.at(10).invoke(0, 1, 1, 5, 9, 3).invoke(0, 2, 0, 5)
    j.at(11).message('SENT', TYPE.storeWrite, 1, [0, 1, 8], 512).message('SENT', TYPE.storeRead, 1, [0, 2, 8], 64)
    j.at(12).message('DROPPED', TYPE.storeWrite, 1, [0, 1, 8], 1).work('STARTED', 1, 0, 1)
    j.at(13).caused(2, 40, 0, 1).caused(2, 41, 0, 2).at(14).caused(3, 7, 2, 40)
    j.at(15).message('DELIVERED', TYPE.repair, 0, [3, 7, 1]).message('DELIVERED', TYPE.repair, 0, [2, 41, 1])
    expect(trace.operation(traced, see())).toMatchObject({ count: 1, outcome: 'open' })
    j.at(20).returns(0, 1, { outcome: 'fail', cause: 2, attempts: 3 })
    expect(trace.operation(traced, see())).toMatchObject({ count: 1, outcome: 'fail', cause: 2, attempts: 3 })
    expect(trace.operation({ ...traced, count: 99, row: null }, observation)).toBeNull()
    const rows: PageRecord[] = traced.records
    expect(rows.map((r) => [r.atUs, r.kind, r.type])).toEqual([
      [10, 'invoke', ''],
      [11, 'sent', 'storeWrite'],
      [12, 'dropped', 'storeWrite'],
      [12, 'started', 'request'],
      [13, 'caused', ''],
      [14, 'caused', ''],
      [15, 'delivered', 'repair'],
      [20, 'return', ''],
    ])
    expect(rows[1]).toMatchObject({ node: -1, link: 1, detail: [512], id: { origin: 0, count: 1, path: 8 } })
    expect(rows[2].detail).toEqual([1])
    expect(rows[7].detail).toEqual([1, 2, 0, 3, 0, 0])
  })
})

describe('a space-time diagram', () => {
  it('has an arrow for every message under way in the window, with its fate, and a mark for every change of a node', () => {
    const j = new JournalBuilder()
    const recorder = new SpaceTimeRecorder(100, 200)
    j.journal.attach((words, records) => {
      recorder.fold(words, records)
    })
    j.at(10).message('SENT', TYPE.request, 0, [0, 1, 1]).message('SENT', TYPE.request, 0, [0, 2, 1])
    j.at(50).message('DELIVERED', TYPE.request, 0, [0, 1, 1]).node('stalled', 2)
    j.at(90).message('SENT', TYPE.replicaWrite, 1, [0, 3, 1]).at(110).message('DELIVERED', TYPE.request, 0, [0, 2, 1])
    j.at(120).node('crashed', 3).message('DROPPED', TYPE.replicaWrite, 1, [0, 3, 1], 2)
    j.at(150).message('SENT', TYPE.joinAsk, 1, [0, 4, 1]).at(250).message('DELIVERED', TYPE.joinAsk, 1, [0, 4, 1])
    j.at(260).message('SENT', TYPE.request, 0, [0, 5, 1])
    j.journal.flush()
    const answer: SpaceTime = recorder.answer()
    expect(answer.arrowCount).toBe(3)
    expect(answer.truncated).toBe(false)
    expect(answer.marks).toEqual([{ atUs: 120, node: 3, code: 'crashed' }])
    const arrow = (i: number): number[] => [
      ...answer.arrows.subarray(i * ARROW_FIELDS.length, (i + 1) * ARROW_FIELDS.length),
    ]
    expect(arrow(0)).toEqual([0, 10, 110, TYPE.request, 0, 0, 0, 2, 1])
    expect(arrow(1)).toEqual([1, 90, 120, TYPE.replicaWrite, 2, 1, 0, 3, 1])
    expect(arrow(2)).toEqual([1, 150, 200, TYPE.joinAsk, 3, 2, 0, 4, 1])
  })
})
