import { describe, expect, it } from 'vitest'
import { CHART_COLUMNS as PAGE_COLUMNS } from '../../src/lab/protocol'
import { CHART_COLUMNS, SeriesStore, type ChartData, type Observation } from '../../src/telemetry'
import { LEVEL_WIDTHS_US } from '../../src/telemetry/chartColumns'
import { OperationFacts } from '../../src/telemetry/operationFacts'
import { JournalBuilder, numbers, observed } from './journalBuilder'

type Column = (typeof CHART_COLUMNS)[number]
const value = (chart: ChartData, group: number, column: Column, i: number): number =>
  chart.columns[(group * CHART_COLUMNS.length + CHART_COLUMNS.indexOf(column)) * chart.steps + i]
const chartOf = (o: Observation, fromUs: number, toUs: number, steps: number): ChartData => {
  o.publish()
  return o.store.chart(fromUs, toUs, steps)
}

describe('chart buckets', () => {
  it('have the columns that the page knows', () => {
    expect(CHART_COLUMNS).toEqual(PAGE_COLUMNS)
  })

  it('count an outcome where the operation was invoked, its latency and staleness where it returned', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(1_000).invoke(0, 1, 1, 5).at(2_000).returns(0, 1, { version: 3 })
    j.at(5_000)
      .invoke(0, 2, 0, 5)
      .at(25_000)
      .returns(0, 2, { version: 0, flags: ['degraded'] })
    j.at(40_000)
    const chart = chartOf(see(), 0, 40_000, 4)
    expect([chart.stepUs, chart.steps]).toEqual([10_000, 4])
    const row = (c: Column): number[] => [0, 1, 2, 3].map((i) => value(chart, 1, c, i))
    expect(row('invoked')).toEqual([2, 0, 0, 0])
    expect(row('ok')).toEqual([2, 0, 0, 0])
    expect(row('degraded')).toEqual([1, 0, 0, 0])
    expect(row('samples')).toEqual([1, 0, 1, 0])
    expect(row('p99Us')).toEqual([1_000, NaN, 20_000, NaN])
    expect(row('reads')).toEqual([0, 0, 1, 0])
    expect(row('stale')).toEqual([0, 0, 1, 0])
    expect(row('staleMaxUs')).toEqual([NaN, NaN, 3_000, NaN])
  })

  it('leave what is still open without an outcome, and count it when it returns', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(1_000).invoke(0, 1, 0).at(500_000)
    let chart = chartOf(see(), 0, 10_000, 1)
    expect([value(chart, 0, 'invoked', 0), value(chart, 0, 'unknown', 0)]).toEqual([1, 0])
    j.at(900_000).returns(0, 1, { outcome: 'info' })
    chart = chartOf(see(), 0, 10_000, 1)
    expect([value(chart, 0, 'invoked', 0), value(chart, 0, 'unknown', 0)]).toEqual([1, 1])
    expect(value(chart, 0, 'samples', 0)).toBe(0)
  })

  it('tell late answers apart, leave out background work, and have nothing to say of the future', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(0)
      .invoke(0, 1, 0)
      .invoke(3, 1, 3)
      .at(5_000)
      .returns(0, 1, { flags: ['late'] })
      .returns(3, 1, { version: 1 })
    j.at(10_000)
    const chart = chartOf(see(), 0, 40_000, 4)
    expect((['invoked', 'ok', 'late', 'samples'] as const).map((c) => value(chart, 0, c, 0))).toEqual([1, 0, 1, 1])
    expect(value(chart, 0, 'invoked', 2)).toBeNaN()
  })

  it('say how many keys were diverged, on average', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(2_000).applied(1, 5, 1).at(7_000).applied(2, 5, 1).applied(3, 5, 1).at(30_000)
    expect([...chartOf(see(), 0, 20_000, 2).divergedKeys]).toEqual([0.5, 0])
  })

  it('come in the finest width that needs at most twice the steps asked for', () => {
    const store = new SeriesStore(1)
    expect(store.chart(0, 200_000, 100).stepUs).toBe(10_000)
    expect(store.chart(0, 60_000_000, 120).stepUs).toBe(500_000)
    expect(store.chart(123_456, 300_123_456, 150)).toMatchObject({ fromUs: 0, stepUs: 2_000_000, steps: 151 })
    expect(store.chart(0, 1e9, 10).stepUs).toBe(10_000_000)
  })
})

/** Appends random operations of two journeys until `untilUs`, answered after 0 to 400 ms, some never. */
function randomRun(j: JournalBuilder, seed: number, untilUs: number): void {
  const random = numbers(seed)
  const open: { count: number; at: number }[] = []
  let count = Math.floor(j.nowUs)
  while (j.nowUs < untilUs) {
    const next = j.nowUs + random(8_000)
    open.sort((a, b) => a.at - b.at)
    while (open.length > 0 && open[0].at <= next) {
      const op = open.shift()!
      const outcome = (['ok', 'ok', 'ok', 'fail', 'info'] as const)[random(5)]
      const flags = [
        ...(random(4) === 0 ? (['degraded'] as const) : []),
        ...(random(6) === 0 ? (['late'] as const) : []),
      ]
      j.at(op.at).returns(0, op.count, { outcome, flags, version: random(3) === 0 ? op.count - random(50) : op.count })
      if (random(10) === 0) j.applied(1 + random(3), random(5), op.count)
    }
    j.at(next).invoke(0, ++count, random(4), random(6))
    if (random(50) > 0) open.push({ count, at: next + random(400_000) })
  }
}

describe('against a count from scratch', () => {
  it.each([1, 2, 3])('every column at every width, seed %i', (seed) => {
    const j = new JournalBuilder()
    const { observation, see } = observed(j)
    const ops: OperationFacts[] = []
    observation.listeners.push({ returned: (op) => ops.push(Object.assign(new OperationFacts(), op)) })
    randomRun(j, seed, 12_300_000)
    see()
    for (const row of observation.operations.rows())
      ops.push(Object.assign(new OperationFacts(), observation.openFacts(row)))
    for (const widthUs of LEVEL_WIDTHS_US) {
      const chart = chartOf(observation, 0, j.nowUs, Math.ceil(j.nowUs / widthUs))
      expect(chart.stepUs).toBe(widthUs)
      const wrong: unknown[] = []
      for (const group of [0, 1, 2]) {
        const mine = ops.filter((op) => op.journey >= 0 && (group === 0 || op.journey === group - 1))
        for (let i = 0; i < chart.steps; i++) {
          expectedBucket(mine, i * widthUs, (i + 1) * widthUs).forEach((want, c) => {
            const got = value(chart, group, CHART_COLUMNS[c], i)
            const right = c >= 11 && want > 0 ? Math.abs(got / want - 1) < 0.009 : Object.is(got, want)
            if (!right) wrong.push({ group, bucket: i, column: CHART_COLUMNS[c], got, want })
          })
        }
      }
      expect(wrong).toEqual([])
    }
  })
})

function expectedBucket(mine: OperationFacts[], from: number, to: number): number[] {
  const began = mine.filter((op) => op.invokedUs >= from && op.invokedUs < to)
  const ended = mine.filter((op) => op.returnedUs >= from && op.returnedUs < to)
  const outcome = (f: (op: OperationFacts) => boolean): number => began.filter(f).length
  const reads = ended.filter((op) => op.judged)
  const stale = reads.filter((op) => op.missed > 0)
  const latency = ended.filter((op) => op.outcome === 'ok').map((op) => op.returnedUs - op.invokedUs)
  latency.sort((a, b) => a - b)
  const most = (list: number[]): number => (reads.length ? Math.max(0, ...list) : NaN)
  const rank = (p: number): number => (latency.length ? latency[Math.max(0, Math.ceil(p * latency.length) - 1)] : NaN)
  return [
    began.length,
    outcome((op) => op.outcome === 'ok' && !op.late),
    outcome((op) => op.outcome === 'fail'),
    outcome((op) => op.outcome === 'info'),
    outcome((op) => op.outcome === 'ok' && op.late),
    reads.length,
    stale.length,
    most(stale.map((op) => op.staleUs)),
    most(stale.map((op) => op.missed)),
    outcome((op) => op.outcome !== 'open' && op.degraded),
    latency.length,
    rank(0.5),
    rank(0.95),
    rank(0.99),
  ]
}

describe('a value of branch and time', () => {
  const charts = (o: Observation, toUs: number): number[][] => {
    o.publish()
    return LEVEL_WIDTHS_US.map((w) => {
      const c = o.store.chart(0, toUs, Math.ceil(toUs / w))
      return [...c.columns, ...c.divergedKeys]
    })
  }

  it('is the same after going back to a checkpoint and playing again, and nothing known is lost meanwhile', () => {
    const whole = new JournalBuilder()
    const straight = observed(whole)
    randomRun(whole, 5, 3_000_000)
    straight.see()
    const checkpoint = straight.observation.clone()
    const middleUs = whole.nowUs
    const rest: { words: Int32Array; records: number }[] = []
    whole.journal.attach((words, records) => rest.push({ words: words.slice(), records }))
    randomRun(whole, 6, 6_000_000)
    straight.see()
    const known = charts(straight.observation, whole.nowUs)

    const again = checkpoint.clone()
    again.publish()
    expect(charts(again, whole.nowUs)).toEqual(known)
    for (const { words, records } of rest) again.fold(words, records)
    again.advance(whole.nowUs)
    expect(charts(again, whole.nowUs)).toEqual(known)

    const fresh = checkpoint.clone()
    fresh.store = again.store.fork(checkpoint.nowUs)
    const cut = charts(fresh, whole.nowUs)
    const first = observed(new JournalBuilder())
    const replay = new JournalBuilder()
    replay.journal.attach((words, records) => {
      first.observation.fold(words, records)
    })
    randomRun(replay, 5, 3_000_000)
    replay.journal.flush()
    first.observation.advance(middleUs)
    expect(cut).toEqual(charts(first.observation, whole.nowUs))
  })

  it('survives that another stretch of time took its place in the ring', () => {
    const j = new JournalBuilder()
    const { observation, see } = observed(j)
    randomRun(j, 7, 1_000_000)
    const checkpoint = see().clone()
    const wanted = charts(observation, 1_000_000)[0]
    j.at(60_000_000)
    see()
    expect(observation.store.chart(0, 1_000_000, 100).columns[0]).toBeNaN()
    checkpoint.publish()
    const late = checkpoint.store.chart(0, 1_000_000, 100)
    const count = late.steps * CHART_COLUMNS.length
    const got = [...late.columns.subarray(0, count)]
    for (let i = 0; i < count; i++) expect(Number.isNaN(got[i]) || got[i] === wanted[i]).toBe(true)
  })
})
