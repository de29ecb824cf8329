import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CRITICALITIES } from '../../src/cluster'
import { hedgeTimesUs } from '../../src/resilience/hedge'
import {
  CODEL_DEFAULTS,
  CONTROLLED_DELAY_DEFAULTS,
  fitsDeadline,
  fitsPriority,
  fitsQueue,
  longestWaitUs,
  newCodel,
  sawEmpty,
  serveFrom,
  shouldDrop,
} from '../../src/resilience/shed'

describe('CoDel (RFC 8289)', () => {
  /** Milliseconds of the drops when a request leaves each 100 µs, having waited so long. */
  function drops(waitUs: (nowMs: number) => number, untilMs: number): number[] {
    const codel = newCodel()
    const at: number[] = []
    for (let us = 100; us <= untilMs * 1_000; us += 100)
      if (shouldDrop(codel, CODEL_DEFAULTS, waitUs(us / 1_000), 9, us)) at.push(Math.floor(us / 1_000))
    return at
  }
  it('drops nothing while waits are short, nor when they are long for less than an interval', () => {
    expect(drops(() => 4_999, 1_000)).toEqual([])
    expect(drops((ms) => (ms % 100 < 99 ? 9_000 : 1_000), 1_000)).toEqual([])
  })
  it('drops after an interval, then ever faster', () => {
    expect(drops(() => 9_000, 400)).toEqual([100, 200, 270, 328, 378])
  })
  it('stops at once when the wait is short again, and soon after goes on at its old rate', () => {
    const at = drops((ms) => (ms < 400 || ms >= 420 ? 9_000 : 1_000), 700)
    expect(at.slice(0, 5)).toEqual([100, 200, 270, 328, 378])
    expect(at[5]).toBe(520)
    expect(at[6] - at[5]).toBeLessThan(60) // 100/√4 and not 100
  })
  it('never drops the last one', () => {
    const codel = newCodel()
    for (let us = 0; us < 1e6; us += 1_000) expect(shouldDrop(codel, CODEL_DEFAULTS, 50_000, 0, us)).toBe(false)
  })
})

describe('controlled delay and adaptive LIFO (Fail at scale)', () => {
  it('serves the oldest and is patient while the queue has been empty lately, then the newest and is not', () => {
    const state = { emptyAtUs: 0 }
    const look = (us: number) => [
      serveFrom(state, CONTROLLED_DELAY_DEFAULTS, us),
      longestWaitUs(state, CONTROLLED_DELAY_DEFAULTS, us),
    ]
    expect([look(100_000), look(100_001)]).toEqual([
      ['oldest', 100_000],
      ['newest', 5_000],
    ])
    sawEmpty(state, 150_000)
    expect(look(200_000)).toEqual(['oldest', 100_000])
  })
})

describe('admission', () => {
  it('by the queue and by the deadline', () => {
    expect([fitsQueue(9, 10), fitsQueue(10, 10)]).toEqual([true, false])
    const load = { waiting: 8, workers: 4, meanServiceUs: 100, nowUs: 1_000 }
    expect([fitsDeadline({ ...load, deadlineAtUs: 1_300 }), fitsDeadline({ ...load, deadlineAtUs: 1_299 })]).toEqual([
      true,
      false,
    ])
  })
  it('lets in nobody less important than somebody it refuses', () => {
    fc.assert(
      fc.property(fc.nat(120), (waiting) => {
        const letIn = CRITICALITIES.map((c) => fitsPriority(waiting, 100, c))
        expect(letIn).toEqual([...letIn].sort((a, b) => Number(b) - Number(a)))
      }),
    )
    expect(CRITICALITIES.map((c) => fitsPriority(60, 100, c))).toEqual([true, true, false, false])
  })
})

describe('hedged and tied requests', () => {
  it('are sent at their moments, five at most', () => {
    expect(hedgeTimesUs({ delayUs: 10, maxAttempts: 9 })).toEqual([0, 10, 20, 30, 40])
    expect(hedgeTimesUs({ delayUs: 500, maxAttempts: 4 })).toEqual([0, 500, 1_000, 1_500])
    expect(hedgeTimesUs({ delayUs: 500, maxAttempts: 1 })).toEqual([0])
  })
})
