import { describe, expect, it } from 'vitest'
import { ClientHistory, Totals } from '../../src/telemetry'
import { JournalBuilder, SHAPE, numbers, observed } from './journalBuilder'

describe('an observation', () => {
  it('continues from a copy as if it had never stopped', () => {
    const j = new JournalBuilder()
    const { observation, see } = observed(j)
    const chunks: { words: Int32Array; records: number }[] = []
    const source = new JournalBuilder()
    const random = numbers(3)
    source.journal.attach((words, records) => chunks.push({ words: words.slice(0, records * 8), records }))
    for (let part = 0; part < 40; part++) {
      for (let n = 0; n < 100; n++) {
        const count = part * 100 + n + 1
        source.at(source.nowUs + random(3000)).invoke(0, count, random(4), random(40))
        source.message('SENT', 1, random(2), [0, count, 1]).applied(1 + random(3), random(90), count)
        if (count > 30) source.returns(0, count - random(30), { version: count - random(40) })
      }
      source.journal.flush()
    }
    let copy = see().clone()
    for (const { words, records } of chunks) {
      observation.fold(words, records)
      const next = copy.clone()
      next.fold(words, records)
      // The older copy is spoiled on purpose: copies must not share what they write.
      copy.fold(words, records)
      copy = next
    }
    // What a first copy was the first to hold is bookkeeping, and different.
    copy.clone()
    observation.clone()
    expect(copy.clone()).toEqual(observation.clone())
    expect(copy.summary()).toEqual(observation.summary())
    expect(copy.operations.rows().length).toBe(observation.operations.size)
    expect(observation.bytes).toBeGreaterThan(0)
  })

  it('sums up the last five seconds of each journey', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(100_000).invoke(0, 1, 0, 1).at(150_000).returns(0, 1, { outcome: 'fail' })
    for (let i = 0; i < 100; i++) {
      const us = 10_000_000 + i * 40_000
      j.at(us)
        .invoke(0, 1000 + i, 1, 5)
        .at(us + 1_000)
        .returns(0, 1000 + i, { version: i + 1, flags: i < 10 ? ['late'] : [] })
      j.invoke(0, 2000 + i, 0, 5)
        .at(us + 3_000)
        .returns(0, 2000 + i, { version: i % 4 === 0 ? i : i + 1 })
    }
    j.at(14_500_000)
    const o = see()
    const [summary, other] = o.summary()
    expect(summary.perSecond).toBeCloseTo(200 / 4.5, 6)
    expect(summary.okRatio).toBe(0.95)
    expect(summary.staleRatio).toBe(0.25)
    expect(summary.staleMaxUs).toBe(0)
    expect(summary.p99Us).toBe(2_000)
    expect(other).toMatchObject({ perSecond: 0, okRatio: NaN, staleRatio: NaN, p99Us: NaN })
  })

  it('adds up a whole run', () => {
    const j = new JournalBuilder()
    const { observation, see } = observed(j)
    const totals = new Totals(SHAPE.journeys)
    observation.listeners.push(totals)
    j.at(0).invoke(0, 1, 1, 5).at(2_000).returns(0, 1, { version: 3 }).at(9_000).invoke(0, 2, 2, 5).invoke(0, 3, 2, 5)
    j.at(13_000).returns(0, 2, { version: 0 }).returns(0, 3, { outcome: 'info' }).invoke(0, 4, 0, 5).invoke(3, 1, 3, 5)
    j.at(14_000).returns(3, 1, { version: 8 })
    see()
    const t = totals.totals()
    expect(t.operations).toMatchObject({ invoked: 4, ok: 2, late: 0, failed: 0, unknown: 1, open: 1 })
    expect(t.operations.byJourney[1]).toMatchObject({ invoked: 2, ok: 1, unknown: 1, open: 0 })
    expect(t.latencyMs).toMatchObject({ count: 2, mean: 3, p999: 4 })
    expect(t.latencyMs.byJourney[0]).toMatchObject({ count: 1, mean: 2, p50: 2 })
    expect(t.staleness).toEqual({ reads: 1, stale: 1, ratio: 1, maxUs: 7_000, maxMissed: 1 })
    expect(totals.clone().totals()).toEqual(t)
    expect(new Totals(1).totals().latencyMs.p99).toBeNaN()
  })

  it('writes down what clients saw', () => {
    const j = new JournalBuilder()
    const { observation, see } = observed(j)
    const history = new ClientHistory()
    observation.listeners.push(history)
    j.at(1).invoke(0, 1, 1, 5, 42, 7).at(2).invoke(0, 2, 0, 5, 0, 8).invoke(3, 1, 3, 5)
    j.at(3).returns(0, 1, { version: 1, value: 42 }).at(4).returns(0, 2, { value: 42, version: 1 }).returns(3, 1)
    j.at(5).invoke(0, 3, 0, 6, 0, 8).at(6).returns(0, 3, { outcome: 'info' })
    see()
    expect(history.events.map((e) => [e.index, e.type, e.process, e.f, e.key, e.value, e.timeUs])).toEqual([
      [0, 'invoke', 1, 'write', 5, 42, 1],
      [1, 'invoke', 2, 'read', 5, null, 2],
      [2, 'ok', 1, 'write', 5, 42, 3],
      [3, 'ok', 2, 'read', 5, 42, 4],
      [4, 'invoke', 3, 'read', 6, null, 5],
      [5, 'info', 3, 'read', 6, null, 6],
    ])
  })
})
