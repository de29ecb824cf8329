import { expect, test } from 'vitest'
import { ChartCopy, percentile, share, staleRatio, type Now } from '../../../src/app/charts/chartBlock'
import { CHART_COLUMNS, type ChartBlock } from '../../../src/lab/protocol'

type Values = Partial<Record<(typeof CHART_COLUMNS)[number], number>>

/** One bucket of one second, the whole and one journey alike. */
function block(values: Values): ChartCopy {
  const one = CHART_COLUMNS.map((name) => values[name] ?? 0)
  const copy = new ChartCopy()
  const chart: ChartBlock = {
    fromUs: 10e6,
    stepUs: 1e6,
    steps: 1,
    columns: Float64Array.from([...one, ...one]),
    divergedKeys: new Float64Array(1),
    compare: null,
  }
  copy.take(chart)
  return copy
}
const settled: Now = { knownUs: 60e6, longestDeadlineUs: 2e6 }
const fresh: Now = { knownUs: 11e6, longestDeadlineUs: 2e6 }

test('stale reads are a share of the reads, and a gap where nobody read', () => {
  expect(staleRatio(block({ reads: 50, stale: 6 }), 0, 0, settled)).toBeCloseTo(0.12)
  expect(staleRatio(block({ reads: 0 }), 0, 0, settled)).toBeNull()
  expect(staleRatio(block({ reads: NaN, stale: NaN }), 0, 0, settled)).toBeNull()
})

test('availability counts against all invoked once every deadline has passed', () => {
  expect(share('ok')(block({ invoked: 100, ok: 80, failed: 5 }), 0, 0, settled)).toBeCloseTo(0.8)
})

test('while operations may still be answered, only those with an outcome count', () => {
  expect(share('ok')(block({ invoked: 100, ok: 80, failed: 20 }), 0, 0, fresh)).toBeCloseTo(0.8)
  expect(share('ok')(block({ invoked: 100, ok: 98 }), 0, 0, fresh)).toBe(1)
})

test('a bucket with more than a few operations still open is a gap: quick successes would flatter it', () => {
  expect(share('ok')(block({ invoked: 100, ok: 90 }), 0, 0, fresh)).toBeNull()
})

test('a percentile of fewer than 20 samples is only drawn hollow', () => {
  const few = block({ samples: 19, p99Us: 4e4 })
  const many = block({ samples: 20, p99Us: 4e4 })
  expect([percentile('p99Us')(few, 0, 0, settled), percentile('p99Us', true)(few, 0, 0, settled)]).toEqual([null, 4e4])
  expect([percentile('p99Us')(many, 0, 0, settled), percentile('p99Us', true)(many, 0, 0, settled)]).toEqual([
    4e4,
    null,
  ])
})

test('the copy does not change when the frame it came from is recycled', () => {
  const columns = new Float64Array(2 * CHART_COLUMNS.length)
  columns[CHART_COLUMNS.indexOf('reads')] = 10
  const copy = new ChartCopy()
  copy.take({ fromUs: 0, stepUs: 1, steps: 1, columns, divergedKeys: new Float64Array(1), compare: null })
  columns.fill(99)
  expect(copy.value(0, 'reads', 0)).toBe(10)
})
