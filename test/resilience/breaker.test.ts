import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Breaker, BreakerConfig, BreakerEvent, BreakerMode } from '../../src/resilience/breaker'
import {
  BREAKER_MODES,
  BREAKER_TABLE,
  callEnded,
  forceBreaker,
  mayCall,
  newBreaker,
} from '../../src/resilience/breaker'

const CONFIG: BreakerConfig = { window: 4, minimumCalls: 3, failureRate: 0.5, openUs: 1000, trials: 2 }

/** Lets calls end one after another: F failed, S succeeded. Tells the mode after each. */
function ends(breaker: Breaker, outcomes: string, nowUs = 0): string[] {
  return Array.from(outcomes, (outcome) => {
    callEnded(breaker, CONFIG, outcome === 'F', nowUs)
    return breaker.mode
  })
}
const opened = (): Breaker => {
  const breaker = newBreaker()
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
    const events: BreakerEvent[] = [
      'success',
      'failure',
      'tooManyFailures',
      'waited',
      'trialsPassed',
      'trip',
      'force',
      'reset',
    ]
    const rows = BREAKER_MODES.map((mode) =>
      [mode, ...events.map((event) => BREAKER_TABLE[mode][event] ?? '-')].join(' '),
    )
    expect(rows).toEqual([
      'closed - - open - - forcedOpen forcedClosed -',
      'open - - - halfOpen - forcedOpen forcedClosed closed',
      'halfOpen - open - - closed forcedOpen forcedClosed closed',
      'forcedOpen - - - - - - forcedClosed closed',
      'forcedClosed - - - - - forcedOpen - closed',
    ])
  })
})

describe('closed', () => {
  it('opens at the failure rate, not before enough calls are known', () => {
    expect(ends(newBreaker(), 'FFF')).toEqual(['closed', 'closed', 'open'])
    expect(ends(newBreaker(), 'SSFF')).toEqual(['closed', 'closed', 'closed', 'open'])
  })

  it('counts the last calls only: what left the window is forgotten', () => {
    expect(ends(newBreaker(), 'FSSSSSFSSSF').every((mode) => mode === 'closed')).toBe(true)
    const breaker = newBreaker()
    expect(ends(breaker, 'FSSSSFF').at(-1)).toBe('open')
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (outcomes) => {
        const one = newBreaker()
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

  it('lets every call through', () => {
    expect(mayCall(newBreaker(), CONFIG, 0)).toBe(true)
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

describe('forced by hand', () => {
  it.each<['trip' | 'force', BreakerMode, boolean]>([
    ['trip', 'forcedOpen', false],
    ['force', 'forcedClosed', true],
  ])('%s holds from every mode, whatever calls do, until it is reset', (event, mode, passes) => {
    for (const make of [newBreaker, opened, halfOpened]) {
      const breaker = make()
      forceBreaker(breaker, event, 5000)
      expect(ends(breaker, 'FFFFSSSS', 5001)).toEqual(Array(8).fill(mode))
      expect(mayCall(breaker, CONFIG, 1e9)).toBe(passes)
      forceBreaker(breaker, 'reset', 1e9)
      expect(breaker).toEqual({ ...newBreaker(), openedUs: 1e9 })
    }
  })
})
