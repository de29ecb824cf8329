import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enter, giveUpWaiting, leave, newBulkhead, RESILIENCE4J_BULKHEAD } from '../../src/resilience/bulkhead'
import type { Limit, LimitConfig, LimitDecider, Sample } from '../../src/resilience/limit'
import {
  AIMD_DEFAULTS,
  GRADIENT2_DEFAULTS,
  VEGAS_DEFAULTS,
  learn,
  limitNow,
  newLimit,
} from '../../src/resilience/limit'
import { mayPass, newRateLimit, retryAfterUs } from '../../src/resilience/rateLimit'

const AIMD = { kind: 'aimd', ...AIMD_DEFAULTS } as const
const GRADIENT = { kind: 'gradient', ...GRADIENT2_DEFAULTS } as const
const VEGAS = { kind: 'vegas', ...VEGAS_DEFAULTS } as const
const BY_LAW: LimitDecider = {
  nowUs: 0,
  random: () => 0.5,
  randomInt: () => 0,
  decide: (context, law, state) => law(context, state),
}

type Samples = (Partial<Sample> & { rttUs: number })[]
function afterEach(config: LimitConfig, samples: Samples, read: (limit: Limit) => unknown): unknown[] {
  const limit = newLimit(config)
  return samples.map((sample) => {
    learn(limit, config, { inflight: 1, dropped: false, ...sample }, BY_LAW)
    return read(limit)
  })
}
/** The limit after each sample. */
function run(config: LimitConfig, samples: Samples): number[] {
  return afterEach(config, samples, limitNow) as number[]
}

describe('AIMD', () => {
  it('adds one while half of it is in use, and takes a tenth off for a drop or a slow answer', () => {
    const config = { ...AIMD, initial: 30 }
    const limits = run(config, [
      { rttUs: 1, inflight: 15 },
      { rttUs: 1, inflight: 15 },
      { rttUs: 1, inflight: 31, dropped: true },
      { rttUs: 5_000_001, inflight: 31 },
    ])
    expect(limits).toEqual([31, 31, 27, 24])
  })
})

describe('Gradient2', () => {
  it('grows by its queue, smoothed, while round trips are what they were', () => {
    const limits = run(GRADIENT, Array<Sample>(3).fill({ rttUs: 100, inflight: 99, dropped: false }))
    expect(limits).toEqual([20, 21, 22]) // 20.8, 21.6, 22.4
  })
  it('shrinks when round trips are more than half again as long as they used to be', () => {
    const config = { ...GRADIENT, initial: 100, min: 1 }
    const calm = Array<Sample>(20).fill({ rttUs: 100, inflight: 150, dropped: false })
    const slow = Array<Sample>(20).fill({ rttUs: 1_000, inflight: 150, dropped: false })
    const limits = run(config, [...calm, ...slow])
    expect(limits[19]).toBeGreaterThan(100)
    expect(limits[39]).toBeLessThan(limits[19] / 2)
  })
  it('stays when it is not half in use', () => {
    expect(run(GRADIENT, [{ rttUs: 100, inflight: 9 }])).toEqual([20])
  })
  it('has the published defaults', () => {
    expect([GRADIENT2_DEFAULTS, AIMD_DEFAULTS]).toMatchObject([
      { initial: 20, min: 20, max: 200, smoothing: 0.2, queue: 4, longWindow: 600, rttTolerance: 1.5 },
      { initial: 20, min: 20, max: 200, backoffRatio: 0.9 },
    ])
  })
})

describe('Vegas (VegasLimitTest)', () => {
  it('shrinks by a step for a drop', () => {
    const config = { ...VEGAS, initial: 10 }
    expect(
      run(config, [
        { rttUs: 10, inflight: 10 },
        { rttUs: 10, inflight: 10, dropped: true },
      ]),
    ).toEqual([10, 9])
  })
  it('measures the shortest round trip anew after multiplier × limit × jitter samples', () => {
    const config = { ...VEGAS, initial: 10, probeMultiplier: 1 }
    const samples = Array.from({ length: 8 }, (_, i) => ({ rttUs: i < 7 ? 10 : 50 }))
    expect(afterEach(config, samples, ({ law }) => law).at(-1)).toEqual({
      shortestUs: 50,
      sinceProbe: 0,
      probeJitter: 0.75,
    })
  })
})

describe('every limit', () => {
  const sample = fc.record({ rttUs: fc.integer({ min: 1, max: 1e7 }), inflight: fc.nat(300), dropped: fc.boolean() })
  it('stays between its bounds, and is whole', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 200 }), (samples) => {
        for (const limit of run(AIMD, samples)) expect(limit >= 20 && limit <= 200).toBe(true)
        for (const limit of run(GRADIENT, samples)) {
          expect(limit >= 20 && limit <= 200 && Number.isInteger(limit)).toBe(true)
        }
        for (const limit of run(VEGAS, samples)) {
          expect(limit >= 1 && limit <= 1_000 && Number.isInteger(limit)).toBe(true)
        }
      }),
    )
  })
  it('that is fixed never moves', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 20 }), (samples) => {
        for (const limit of run({ kind: 'fixed', limit: 7 }, samples)) expect(limit).toBe(7)
      }),
    )
  })
  it('knows the shortest round trip of what was not dropped', () => {
    const samples = [{ rttUs: 5, dropped: true }, { rttUs: 30 }, { rttUs: 20 }, { rttUs: 40 }]
    expect(afterEach(AIMD, samples, ({ leastRttUs }) => leastRttUs)).toEqual([-1, 30, 20, 20])
  })
})

describe('a bulkhead', () => {
  const config = { maxConcurrent: 2, maxWaiting: 1, maxWaitUs: 100 }
  it('runs two, lets one wait, refuses the next; who waits follows who leaves', () => {
    const bulkhead = newBulkhead()
    expect([1, 2, 3, 4].map(() => enter(bulkhead, config))).toEqual(['run', 'run', 'wait', 'refuse'])
    expect([leave(bulkhead), leave(bulkhead), leave(bulkhead)]).toEqual([true, false, false])
    expect(bulkhead).toEqual(newBulkhead())
  })
  it('by resilience4j’s defaults runs 25 and lets nobody wait', () => {
    const bulkhead = newBulkhead()
    const entered = Array.from({ length: 26 }, () => enter(bulkhead, RESILIENCE4J_BULKHEAD))
    expect([entered[24], entered[25]]).toEqual(['run', 'refuse'])
  })
  it('holds its bounds whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('enter', 'leave', 'giveUp'), { maxLength: 100 }), (acts) => {
        const bulkhead = newBulkhead()
        for (const act of acts) {
          if (act === 'enter') enter(bulkhead, config)
          else if (act === 'leave' && bulkhead.running > 0) leave(bulkhead)
          else if (act === 'giveUp' && bulkhead.waiting > 0) giveUpWaiting(bulkhead)
          expect(bulkhead.running).toBeLessThanOrEqual(2)
          expect(bulkhead.waiting).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('a rate limit', () => {
  it('lets a burst through, then as many as come in', () => {
    const config = { perSecond: 10, burst: 3 }
    const limit = newRateLimit(config)
    expect([0, 0, 0, 0, 99_999, 100_000, 100_000].map((us) => mayPass(limit, config, us))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
    ])
    expect([retryAfterUs(limit, config, 100_000), retryAfterUs(limit, config, 100_000, 4)]).toEqual([100_000, Infinity])
  })
  it('passes no more than burst + rate × time, over any stretch from the start', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400_000), { maxLength: 80 }), (gaps) => {
        const config = { perSecond: 7, burst: 4 }
        const limit = newRateLimit(config)
        let nowUs = 0
        let passed = 0
        for (const gap of gaps) {
          nowUs += gap
          if (mayPass(limit, config, nowUs)) passed++
          expect(passed).toBeLessThanOrEqual(4 + (7 * nowUs) / 1e6 + 1e-6)
        }
      }),
    )
  })
})
