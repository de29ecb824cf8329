import { describe, expect, it } from 'vitest'
import { OperationFacts, type Outcome } from '../../../src/telemetry/operationFacts'
import { TailSample } from '../../../src/telemetry/traces/tailSample'

const BOUNDS = { failed: 10, slowAStretch: 2, stretchUs: 1_000_000, ordinary: 5 }

function ended(
  count: number,
  tookUs: number,
  outcome: Outcome = 'ok',
  more: Partial<OperationFacts> = {},
): OperationFacts {
  const invokedUs = count * 1_000
  return Object.assign(new OperationFacts(), { count, invokedUs, returnedUs: invokedUs + tookUs, outcome, ...more })
}

describe('a tail sample', () => {
  it('keeps the failed, the late, the slowest of each stretch, and a few others; each once', () => {
    const sample = new TailSample(BOUNDS)
    for (let count = 1; count <= 3000; count++) sample.returned(ended(count, 100 + (count % 500)))
    sample.returned(ended(3001, 50, 'fail'))
    sample.returned(ended(3002, 50, 'info'))
    sample.returned(ended(3003, 50, 'ok', { late: true }))
    const rows = sample.rows()
    const kept = (as: string): number[] => rows.filter((r) => r.kept === as).map(({ row }) => row.count)
    expect(kept('failed')).toEqual([3001, 3002, 3003])
    expect(kept('slow')).toEqual(expect.arrayContaining([499, 999, 1499, 1999, 2499, 2999]))
    expect(kept('slow').length).toBeGreaterThanOrEqual(6)
    expect(kept('ordinary').length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThanOrEqual(3 + 2 * 4 + 5)
    expect(new Set(rows.map(({ row }) => row.count)).size).toBe(rows.length)
    expect([sample.ended, sample.failedCount]).toEqual([3003, 3])
  })

  it('is the same in whatever order operations end, and bounded', () => {
    const forth = new TailSample(BOUNDS)
    const back = new TailSample(BOUNDS)
    for (let count = 1; count <= 500; count++) {
      forth.returned(ended(count, 10, 'fail'))
      back.returned(ended(501 - count, 10, 'fail'))
    }
    expect(forth.rows()).toEqual(back.rows())
    expect(forth.rows()).toHaveLength(10)
    const counts = forth.rows().map(({ row }) => row.count)
    expect(Math.max(...counts) - Math.min(...counts)).toBeGreaterThan(200) // from everywhere, not the first or last ones
  })

  it('leaves out background work and what is not wanted', () => {
    const sample = new TailSample(BOUNDS, (op) => op.journey === 1)
    sample.returned(ended(1, 10, 'fail', { journey: -1 }))
    sample.returned(ended(2, 10, 'fail', { journey: 0 }))
    sample.returned(ended(3, 10, 'fail', { journey: 1 }))
    expect(sample.rows().map(({ row }) => row.count)).toEqual([3])
  })
})
