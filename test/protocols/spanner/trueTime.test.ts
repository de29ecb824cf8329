/** TrueTime (OSDI 2012, section 3): the interval holds the true time while the clock keeps its bound, and lies when it does not. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TrueTime } from '../../../src/protocols/spanner/trueTime'
import {
  EPOCH_US,
  epsilonMaxUs,
  epsilonUs,
  isAfter,
  isBefore,
  now,
  poll,
  unpolled,
  untilAfterUs,
} from '../../../src/protocols/spanner/trueTime'

const RULES = { pollUs: 30_000_000, driftPpm: 200, masterUs: 1_000 }
/** Clocks `us` after the start, of which one runs `ppm` too fast, and whose wall clock is `offUs` ahead. */
const clocksAt = (us: number, ppm: number, offUs = 0) => {
  const monotonicUs = us + Math.floor((us * ppm) / 1e6)
  return { monotonicUs, wallUs: monotonicUs + offUs }
}
function polled(clocks: ReturnType<typeof clocksAt>, toldUs: number): TrueTime {
  const time = unpolled()
  poll(time, clocks, toldUs)
  return time
}

describe('the uncertainty', () => {
  it('grows from 1 to 7 ms between polls', () => {
    const time = polled(clocksAt(0, 0), 0)
    expect(epsilonUs(time, RULES, clocksAt(0, 0))).toBe(1_000)
    expect(epsilonUs(time, RULES, clocksAt(15_000_000, 0))).toBe(4_000)
    expect(epsilonUs(time, RULES, clocksAt(30_000_000, 0))).toBe(7_000)
    expect(epsilonMaxUs(RULES)).toBe(7_000)
  })
})

describe('the interval', () => {
  const drift = fc.integer({ min: -200, max: 200 })
  const offset = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
  const error = fc.integer({ min: -990, max: 990 })

  it('holds the true time, whatever the wall clock was off by at the poll', () => {
    fc.assert(
      fc.property(drift, offset, error, fc.integer({ min: 0, max: 30_000_000 }), (ppm, offUs, errorUs, us) => {
        const time = polled(clocksAt(0, ppm, offUs), errorUs)
        const { earliest, latest } = now(time, RULES, clocksAt(us, ppm, offUs))
        expect(earliest).toBeLessThanOrEqual(EPOCH_US + us)
        expect(latest).toBeGreaterThanOrEqual(EPOCH_US + us)
      }),
    )
  })
  it('lies when the clock drifts beyond its bound, or jumps', () => {
    const time = polled(clocksAt(0, 1_000), 0)
    expect(isAfter(now(time, RULES, clocksAt(20_000_000, 1_000)), EPOCH_US + 20_000_000)).toBe(true)
    const jumped = polled(clocksAt(0, 0), 0)
    expect(isBefore(now(jumped, RULES, clocksAt(1_000_000, 0, -50_000)), EPOCH_US + 1_000_000)).toBe(true)
  })
  it('TT.after(t) comes when it was said to come, and not earlier', () => {
    fc.assert(
      fc.property(drift, fc.integer({ min: 0, max: 20_000_000 }), (ppm, us) => {
        const time = polled(clocksAt(0, ppm), 0)
        const { monotonicUs } = clocksAt(us, ppm)
        const before = now(time, RULES, { monotonicUs, wallUs: monotonicUs })
        const wait = untilAfterUs(before, RULES, before.latest)
        const later = { monotonicUs: monotonicUs + wait, wallUs: monotonicUs + wait }
        const sooner = { monotonicUs: later.monotonicUs - 10, wallUs: later.wallUs - 10 }
        expect(isAfter(before, before.latest)).toBe(false)
        expect(isAfter(now(time, RULES, later), before.latest)).toBe(true)
        expect(isAfter(now(time, RULES, sooner), before.latest)).toBe(false)
      }),
    )
  })
})
