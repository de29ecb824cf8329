import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Breaker, BreakerEvent, BreakerMode } from '../../src/resilience/breaker'
import {
  BREAKER_EVENTS,
  BREAKER_MODES,
  BREAKER_TABLE,
  callEnded,
  countBreaker,
  forceBreaker,
  mayCall,
  newBreaker,
  nextMode,
} from '../../src/resilience/breaker'

const CONFIG = countBreaker({ window: 4, minimumCalls: 3, failureRate: 0.5, openUs: 1000, trials: 2 })

/** Lets calls end one after another: F failed, S succeeded. Tells the mode after each. */
function ends(breaker: Breaker, outcomes: string, nowUs = 0): string[] {
  return Array.from(outcomes, (outcome) => {
    callEnded(breaker, CONFIG, outcome === 'F', nowUs)
    return breaker.mode
  })
}
const closed = (): Breaker => newBreaker(CONFIG)
const opened = (): Breaker => {
  const breaker = closed()
  ends(breaker, 'FFF')
  return breaker
}
const halfOpened = (): Breaker => {
  const breaker = opened()
  mayCall(breaker, CONFIG, 1000)
  return breaker
}

describe('the transition table', () => {
  it('is this', () => {
    const rows = BREAKER_MODES.map((mode) =>
      [mode, ...BREAKER_EVENTS.map((event) => BREAKER_TABLE[mode][event] ?? '-')].join(' '),
    )
    expect([BREAKER_EVENTS.join(' '), ...rows]).toEqual([
      'tooManyFailures tooManySlow waited trialsPassed trialsFailed trialsLost trip holdOpen holdClosed reset',
      'closed open open - - - - open forcedOpen forcedClosed -',
      'open - - halfOpen - - - - forcedOpen forcedClosed closed',
      'halfOpen - - - closed open open open forcedOpen forcedClosed closed',
      'forcedOpen - - - - - - open - forcedClosed closed',
      'forcedClosed - - - - - - open forcedOpen - closed',
    ])
  })

  it('knows where every event leads from every mode, and every mode can be reached', () => {
    const reached = new Set<BreakerMode>(['closed'])
    for (const mode of BREAKER_MODES)
      for (const event of BREAKER_EVENTS) {
        expect(BREAKER_MODES).toContain(nextMode(mode, event))
        reached.add(nextMode(mode, event))
      }
    expect(reached.size).toBe(BREAKER_MODES.length)
  })

  it('is all that the machine walks: whatever happens, each step is one of its arrows', () => {
    const acts = fc.array(
      fc.tuple(fc.constantFrom('S', 'F', 'ask', 'trip', 'holdOpen', 'holdClosed', 'reset'), fc.nat(1500)),
      {
        maxLength: 80,
      },
    )
    fc.assert(
      fc.property(acts, (steps) => {
        const breaker = closed()
        let nowUs = 0
        for (const [act, afterUs] of steps) {
          nowUs += afterUs
          const before = breaker.mode
          if (act === 'ask') mayCall(breaker, CONFIG, nowUs)
          else if (act === 'S' || act === 'F') callEnded(breaker, CONFIG, act === 'F', nowUs)
          else forceBreaker(breaker, CONFIG, act, nowUs)
          const arrows = BREAKER_EVENTS.map((event) => nextMode(before, event))
          expect([before, ...arrows]).toContain(breaker.mode)
          expect(breaker.trialsBegun).toBeLessThanOrEqual(CONFIG.trials)
        }
      }),
    )
  })
})

describe('closed', () => {
  it('opens at the failure rate, not before enough calls are known', () => {
    expect(ends(closed(), 'FFF')).toEqual(['closed', 'closed', 'open'])
    expect(ends(closed(), 'SSFF')).toEqual(['closed', 'closed', 'closed', 'open'])
  })

  it('counts the last calls only: what left the window is forgotten', () => {
    expect(ends(closed(), 'FSSSSSFSSSF').every((mode) => mode === 'closed')).toBe(true)
    expect(ends(closed(), 'FSSSSFF').at(-1)).toBe('open')
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (outcomes) => {
        const one = closed()
        for (let i = 0; i < outcomes.length; i++) {
          const last = outcomes.slice(Math.max(0, i - 3), i + 1)
          const bad = last.length >= 3 && last.filter(Boolean).length >= last.length / 2
          callEnded(one, CONFIG, outcomes[i], i)
          expect(one.mode).toBe(bad ? 'open' : 'closed')
          if (bad) return
        }
      }),
    )
  })

  it('meets a rate that no binary fraction is: 7 of 100 are 7 %', () => {
    const config = countBreaker({ window: 100, minimumCalls: 100, failureRate: 0.07, openUs: 1000, trials: 1 })
    const breaker = newBreaker(config)
    for (let i = 0; i < 100; i++) callEnded(breaker, config, i < 7, 0)
    expect(breaker.mode).toBe('open')
  })

  it('lets every call through', () => {
    expect(mayCall(closed(), CONFIG, 0)).toBe(true)
  })
})

describe('open', () => {
  it('refuses every call until it has waited; what still comes in from before changes nothing', () => {
    const breaker = opened()
    expect([mayCall(breaker, CONFIG, 0), mayCall(breaker, CONFIG, 999)]).toEqual([false, false])
    expect(ends(breaker, 'SSSS')).toEqual(['open', 'open', 'open', 'open'])
    expect([mayCall(breaker, CONFIG, 1000), breaker.mode]).toEqual([true, 'halfOpen'])
  })
})

describe('half-open', () => {
  it('lets its trials through and no more', () => {
    const breaker = halfOpened() // one
    expect([mayCall(breaker, CONFIG, 1001), mayCall(breaker, CONFIG, 1002)]).toEqual([true, false])
  })

  it('closes when all trials succeed, with an empty window', () => {
    const breaker = halfOpened()
    expect(ends(breaker, 'SS', 1010)).toEqual(['halfOpen', 'closed'])
    expect(ends(breaker, 'FF', 1011)).toEqual(['closed', 'closed'])
  })

  it('opens at the first failure, and waits anew', () => {
    const breaker = halfOpened()
    expect(ends(breaker, 'SF', 1010)).toEqual(['halfOpen', 'open'])
    expect([mayCall(breaker, CONFIG, 2009), mayCall(breaker, CONFIG, 2010)]).toEqual([false, true])
  })

  it('begins new trials when the old ones never reported, so that it cannot hang', () => {
    const breaker = halfOpened()
    mayCall(breaker, CONFIG, 1001)
    expect([mayCall(breaker, CONFIG, 1999), mayCall(breaker, CONFIG, 2000), mayCall(breaker, CONFIG, 2001)]).toEqual([
      false,
      true,
      true,
    ])
    expect(mayCall(breaker, CONFIG, 2002)).toBe(false)
  })
})

describe('tripped by hand', () => {
  it('is open as if calls had failed: after its wait a trial goes through, and heals it', () => {
    const held: Breaker = closed()
    forceBreaker(held, CONFIG, 'holdClosed', 0)
    for (const breaker of [closed(), halfOpened(), held]) {
      forceBreaker(breaker, CONFIG, 'trip', 5000)
      expect([breaker.mode, mayCall(breaker, CONFIG, 5999)]).toEqual(['open', false])
      expect([mayCall(breaker, CONFIG, 6000), mayCall(breaker, CONFIG, 6001)]).toEqual([true, true])
      expect(ends(breaker, 'SS', 6010)).toEqual(['halfOpen', 'closed'])
    }
  })
})

describe('held by hand', () => {
  it.each<[Extract<BreakerEvent, 'holdOpen' | 'holdClosed'>, BreakerMode, boolean]>([
    ['holdOpen', 'forcedOpen', false],
    ['holdClosed', 'forcedClosed', true],
  ])('%s holds from every mode, whatever calls do, until it is reset', (event, mode, passes) => {
    for (const make of [closed, opened, halfOpened]) {
      const breaker = make()
      forceBreaker(breaker, CONFIG, event, 5000)
      expect(ends(breaker, 'FFFFSSSS', 5001)).toEqual(Array(8).fill(mode))
      expect(mayCall(breaker, CONFIG, 1e9)).toBe(passes)
      forceBreaker(breaker, CONFIG, 'reset', 1e9)
      expect(breaker).toEqual({ ...closed(), sinceUs: 1e9 })
    }
  })
})
