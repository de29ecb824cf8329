import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BackoffName } from '../../src/resilience/backoff'
import { BACKOFFS, waitUs } from '../../src/resilience/backoff'

describe('backoff', () => {
  it('doubles from the first retry on, or grows by its own multiplier', () => {
    const waits = (multiplier?: number): number[] =>
      [1, 2, 3, 4].map((attempt) => waitUs({ backoffUs: 100, multiplier, jitter: 0 }, attempt, 0.7))
    expect([waits(), waits(3), waits(1)]).toEqual([
      [100, 200, 400, 800],
      [100, 300, 900, 2700],
      [100, 100, 100, 100],
    ])
  })

  it('takes the jitter off: all of it by default, none, or a share', () => {
    const wait = (jitter: number | undefined, unit: number): number => waitUs({ backoffUs: 1000, jitter }, 1, unit)
    expect([wait(undefined, 0.25), wait(0, 0.25), wait(0.5, 0.25), wait(1, 0.9999)]).toEqual([750, 1000, 875, 0])
  })

  it('of nothing is nothing', () => {
    expect(waitUs({ backoffUs: 0 }, 6, 0.5)).toBe(0)
  })

  it('decorrelated: from the first wait to three times the wait before, the first time to three times the first', () => {
    const config = BACKOFFS.decorrelatedJitter(100, 2_000)
    expect([waitUs(config, 1, 0), waitUs(config, 1, 1), waitUs(config, 2, 0.5, 300)]).toEqual([100, 300, 500])
    expect(waitUs(config, 8, 1, 1_900)).toBe(2_000)
  })

  /** From and to, for the wait after n tries, after a wait of `previous`. */
  const BOUNDS: Record<BackoffName, (base: number, cap: number, n: number, previous: number) => [number, number]> = {
    none: () => [0, 0],
    fixed: (base, cap) => [Math.min(base, cap), Math.min(base, cap)],
    exponential: (base, cap, n) => [Math.min(cap, base * 2 ** (n - 1)), Math.min(cap, base * 2 ** (n - 1))],
    equalJitter: (base, cap, n) => [Math.min(cap, base * 2 ** (n - 1)) / 2, Math.min(cap, base * 2 ** (n - 1))],
    fullJitter: (base, cap, n) => [0, Math.min(cap, base * 2 ** (n - 1))],
    decorrelatedJitter: (base, cap, _n, previous) => [Math.min(cap, base), Math.min(cap, Math.max(base, 3 * previous))],
  }
  it.each(Object.keys(BACKOFFS) as BackoffName[])('%s stays within its bounds', (name) => {
    const unit = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(
        fc.nat(5_000),
        fc.nat(100_000),
        fc.integer({ min: 1, max: 39 }),
        unit,
        fc.integer({ min: 1, max: 9_000 }),
        (...drawn) => {
          const [base, cap, n, u, previous] = drawn
          const [from, to] = BOUNDS[name](base, cap, n, previous)
          const wait = waitUs(BACKOFFS[name](base, cap), n, u, previous)
          expect(wait).toBeGreaterThanOrEqual(Math.floor(from))
          expect(wait).toBeLessThanOrEqual(to)
        },
      ),
    )
  })
})
