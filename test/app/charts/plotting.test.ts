import { describe, expect, test } from 'vitest'
import { ChartCopy } from '../../../src/app/charts/chartBlock'
import { PlotData, lonely } from '../../../src/app/charts/plotData'
import { AGE, BAD_SHARE, COUNT, fittingTicks, GOOD_SHARE, LATENCY } from '../../../src/app/charts/plotScales'
import { objectiveLines } from '../../../src/app/objectives'
import { PRESETS } from '../../../src/scenarios/presets/all'
import { plotSpecs } from '../../../src/app/charts/plotSpecs'
import { bucketRead, reading, summary } from '../../../src/app/charts/readings'
import { shortened, spreadLabels } from '../../../src/app/charts/spreadLabels'
import { withItsWords } from '../../../src/app/words'
import { fakeBlock, JOURNEYS } from './fakeRun'

await withItsWords(Promise.resolve())

describe('the fixed axes', () => {
  test('rise from 0 to 1 and have an inverse', () => {
    for (const scale of [BAD_SHARE, GOOD_SHARE, LATENCY, AGE, COUNT]) {
      for (const tick of scale.ticks) expect(scale.value(scale.height(tick))).toBeCloseTo(tick, 3)
      const heights = [...scale.ticks].sort((a, b) => a - b).map((tick) => scale.height(tick))
      expect([heights[0], heights.at(-1)]).toEqual([0, 1])
      expect(heights).toEqual([...heights].sort((a, b) => a - b))
    }
  })
  test('one stale read in a hundred stands at a tenth of the height, one lost in a hundred as far from the top', () => {
    expect(BAD_SHARE.height(0.01)).toBeCloseTo(0.1)
    expect(GOOD_SHARE.height(0.99)).toBeCloseTo(0.9)
  })
  test('a value outside is drawn at the edge', () => {
    expect([LATENCY.height(10), LATENCY.height(1e9)]).toEqual([0, 1])
  })
  test('labels give way to more important ones on a low plot', () => {
    expect(fittingTicks(BAD_SHARE, 40, 14)).toEqual([0, 0.25, 1])
    expect(fittingTicks(BAD_SHARE, 300, 14)).toEqual([0, 0.01, 0.05, 0.25, 1])
  })
})

describe('what a plot draws of a block', () => {
  const [stale, ok, latency] = plotSpecs(null, JOURNEYS, objectiveLines(PRESETS.storefront))
  const copy = new ChartCopy()
  const knownUs = 45.3e6
  copy.take(fakeBlock({ fromUs: 30e6, toUs: 60e6, steps: 60 }, true, knownUs))
  const now = { knownUs, longestDeadlineUs: 2e6 }
  const drawn = (spec: typeof stale) => {
    const data = new PlotData(spec)
    data.fill(copy, now, now)
    return data
  }
  test('buckets that are not over yet are left out', () => {
    const line = drawn(stale).lines[0]
    expect(line[29]).not.toBeNull()
    expect(line.slice(30).every((height) => height === null)).toBe(true)
  })
  test('the other branch stands beside it', () => {
    const data = drawn(stale)
    expect(data.beside[20]).toBe(0)
    expect(data.lines[0][20]).toBeGreaterThan(0.2)
  })
  test('the value at a moment is that of its bucket; beyond what is known, of the last whole one', () => {
    expect(bucketRead(copy, 35.2e6, now)).toBe(10)
    expect(bucketRead(copy, 45.29e6, now)).toBe(29)
  })
  test('at an edge it is that of the bucket that is over, not of the one that begins', () => {
    expect(copy.startOf(11)).toBe(35.5e6)
    expect(bucketRead(copy, 35.5e6, now)).toBe(10)
    expect(bucketRead(copy, 35.5e6 + 1, now)).toBe(11)
  })
  test('every chart says its values in words', () => {
    for (const spec of [stale, ok, latency]) {
      const bucket = bucketRead(copy, knownUs, now)
      expect(summary(spec, copy, bucket, now)).toContain(`now ${reading(spec, 0, copy, bucket, now)}`)
    }
  })
})

test('expanding one chart adds its details and leaves the others one bold series', () => {
  const bold = (expanded: 'availability' | null) =>
    plotSpecs(expanded, JOURNEYS, objectiveLines(PRESETS.storefront)).map(
      (spec) => `${spec.chart} ${spec.series.length}`,
    )
  expect(bold(null)).toEqual(['consistency 1', 'availability 1', 'latency 1'])
  expect(bold('availability')).toEqual([
    'consistency 1',
    'availability 4',
    'availability 4',
    'availability 4',
    'availability 4',
    'latency 1',
  ])
})

test('a value between two gaps is lonely', () => {
  expect(lonely([1, null, 2, null, 3, 4, null])).toEqual([0, 2])
})

describe('labels at the ends of lines', () => {
  const label = (text: string, y: number) => ({ text, colour: '', y })
  test('stay in order, apart and within bounds', () => {
    const placed = spreadLabels([label('c', 98), label('a', 50), label('b', 96)], 0, 100, 12)
    expect(placed.map(({ text, y }) => [text, y])).toEqual([
      ['a', 50],
      ['b', 88],
      ['c', 100],
    ])
  })
  test('move together where there is no room', () => {
    const ys = spreadLabels(
      [0, 0, 0, 0].map((y) => label('', y)),
      0,
      24,
      12,
    ).map(({ y }) => y)
    expect(ys).toEqual([0, 8, 16, 24])
  })
  test('long ones are cut', () => {
    expect(shortened('with hedging', (text) => text.length <= 6)).toBe('with …')
    expect(shortened('short', () => true)).toBe('short')
  })
})
