import { describe, expect, it } from 'vitest'
import { backoffUs } from '../../src/resilience/backoff'

describe('backoff', () => {
  it('doubles from the first retry on, or grows by its own multiplier', () => {
    const waits = (multiplier?: number): number[] =>
      [2, 3, 4, 5].map((attempt) => backoffUs({ backoffUs: 100, multiplier, jitter: 0 }, attempt, 0.7))
    expect([waits(), waits(3), waits(1)]).toEqual([
      [100, 200, 400, 800],
      [100, 300, 900, 2700],
      [100, 100, 100, 100],
    ])
  })

  it('takes the jitter off: all of it by default, none, or a share', () => {
    const wait = (jitter: number | undefined, unit: number): number => backoffUs({ backoffUs: 1000, jitter }, 2, unit)
    expect([wait(undefined, 0.25), wait(0, 0.25), wait(0.5, 0.25), wait(1, 0.9999)]).toEqual([750, 1000, 875, 0])
  })

  it('of nothing is nothing', () => {
    expect(backoffUs({ backoffUs: 0 }, 7, 0.5)).toBe(0)
  })
})
