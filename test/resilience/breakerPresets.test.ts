/**
 * What each library documents, event for event. A script is a line of steps: S, F a call that is asked for and succeeds or fails, L
 * one that takes long, x one that must be refused, +N waits N ms; after `=` comes the mode: C closed, O open, H half-open.
 */
import { describe, expect, it } from 'vitest'
import type { Breaker, BreakerConfig } from '../../src/resilience/breaker'
import {
  BREAKER_PRESETS,
  breakerAt,
  callEnded,
  countBreaker,
  mayCall,
  newBreaker,
  presetWith,
  ratesOf,
} from '../../src/resilience/breaker'

const LETTER = { closed: 'C', open: 'O', halfOpen: 'H', forcedOpen: '!', forcedClosed: '.' }
const MS = 1_000

interface Play {
  breaker: Breaker
  nowUs: number
}
function play(config: BreakerConfig, script: string, on: Play = { breaker: newBreaker(config), nowUs: 0 }): Play {
  const step = (text: string, rest: string): void => {
    if (text.startsWith('+')) {
      on.nowUs += Number(text.slice(1)) * MS
      return
    }
    if (text.startsWith('=')) {
      expect(LETTER[on.breaker.mode], `mode before "${rest}"`).toBe(text.slice(1))
      return
    }
    const [, times, act] = /^(\d*)(.)$/.exec(text) as unknown as [string, string, string]
    for (let i = 0; i < Number(times || 1); i++) {
      expect(mayCall(on.breaker, config, on.nowUs), `call ${i} of ${text} before "${rest}"`).toBe(act !== 'x')
      if (act !== 'x') callEnded(on.breaker, config, act === 'F', on.nowUs, act === 'L' ? config.slowUs + 1 : 0)
    }
  }
  const steps = script.split(/\s+/).filter(Boolean)
  steps.forEach((text, i) => step(text, steps.slice(i + 1).join(' ')))
  return on
}

describe('resilience4j: 50 % of the last 100 calls, 60 s open, 10 trials judged together', () => {
  const config = BREAKER_PRESETS.resilience4j
  it('says nothing of 99 calls, and opens at the hundredth', () => {
    play(config, '99F =C F =O x')
    play(config, '50F 50S =O')
    play(config, '51S 49F =C F =O') // a success left the window: 50 of 100
  })
  it('is open for longer than 60 s, then lets ten calls try', () => {
    const on = play(config, '100F =O +60000 x =O')
    on.nowUs += 1
    for (let i = 0; i < 10; i++) expect(mayCall(on.breaker, config, on.nowUs)).toBe(true)
    expect(mayCall(on.breaker, config, on.nowUs)).toBe(false)
  })
  it('closes when fewer than half of the ten trials failed, opens again otherwise, and judges none before the tenth', () => {
    play(config, '100F +60001 4F 5S =H S =C')
    play(config, '100F +60001 5F 4S =H S =O x')
  })
  it('opens when all calls are slow, and not a call earlier', () => {
    play(config, '99L =C L =O')
    play(config, '99L S =C')
  })
  it('with a window of time forgets what is older (its test shouldOpenAfterFailureRateThresholdExceeded2)', () => {
    const timed: BreakerConfig = { ...config, window: { kind: 'clock', cells: 20, cellUs: 1_000_000 }, minimumCalls: 5 }
    play(timed, 'S +1000 S +1000 S +1000 F +1000 F =C +1000 F =O')
    const on = play(timed, '4F +20000 S =C')
    expect(ratesOf(on.breaker, timed)).toEqual({ failure: -1, slow: -1 })
  })
  it('gives up on trials that never report, when told to', () => {
    const impatient: BreakerConfig = { ...config, trialsLostUs: 1_000_000 }
    const on = play(impatient, '100F +60001 S =H +999')
    expect([mayCall(on.breaker, impatient, on.nowUs), on.breaker.mode]).toEqual([true, 'halfOpen'])
    play(impatient, '+1 x =O +60000 x +1 S =H', on)
  })
})

describe('Hystrix: half of at least 20 calls within 10 s, looked at every half second, 5 s open, one trial', () => {
  const config = BREAKER_PRESETS.hystrix
  it('opens only when a snapshot of its health is taken', () => {
    play(config, '20F =C F +499 F =C +1 x =O')
  })
  it('does not open on 19 calls, nor on 49 %', () => {
    play(config, '19F +500 S =C')
    play(config, '49F 51S +500 S =C')
    play(config, '50F 50S +500 x =O')
  })
  it('may open with nothing new, when successes have left the window', () => {
    play(config, '20S +5000 15F 5S +4999 =C S =C +501 x =O')
  })
  it('lets one call try after more than 5 s; a success closes, a failure opens for 5 s more', () => {
    const on = play(config, '20F +500 x +5000 x =O +1')
    expect([mayCall(on.breaker, config, on.nowUs), mayCall(on.breaker, config, on.nowUs)]).toEqual([true, false])
    callEnded(on.breaker, config, true, on.nowUs)
    play(config, '=O +5000 x +1 S =C 19F +500 F =C', on)
  })
})

describe('Polly v8: a tenth of at least 100 calls within 30 s, judged at failures, 5 s open, one trial', () => {
  const config = BREAKER_PRESETS.polly
  it('opens at a failure only', () => {
    play(config, '90S 9F =C F =O x')
    play(config, '10F 90S =C S =C F =O')
    play(config, '99F =C')
  })
  it('forgets calls whose window began 30 s ago', () => {
    play(config, '99F +29999 F =O')
    play(config, '99F +30000 F =C')
  })
  it('lets one call try at 5 s, and refuses the others', () => {
    const on = play(config, '100F +4999 x +1')
    expect([mayCall(on.breaker, config, on.nowUs), mayCall(on.breaker, config, on.nowUs)]).toEqual([true, false])
    callEnded(on.breaker, config, false, on.nowUs)
    play(config, '=C 99F =C F =O +5000 F =O +4999 x', on)
  })
})

describe('opossum: more than half of what was fired within 10 s, 30 s open, one trial', () => {
  const config = BREAKER_PRESETS.opossum
  it('opens at the first failure when nothing else was asked, for it needs no volume', () => {
    play(config, 'F =O x')
  })
  it('stays closed at exactly half', () => {
    play(config, 'S F =C F =O')
  })
  it('half-opens at 30 s; a failure opens it again, a success closes', () => {
    play(config, 'F +29999 x +1 F =O +30000 S =C')
  })
  it('counts refused calls as fired, and forgets nothing by closing', () => {
    const on = play(config, 'F +29000 8x +1000 S =C')
    expect(on.breaker.window.total).toMatchObject({ calls: 9, failures: 0 })
    play(config, '9F =C F =O', on)
  })
})

describe('gobreaker: more than five failures in a row, 60 s open, one trial', () => {
  const config = BREAKER_PRESETS.gobreaker
  it('opens at the sixth; a success in between begins anew', () => {
    play(config, '5F =C S 5F =C F =O x')
  })
  it('is half-open after more than 60 s; one success closes, one failure opens', () => {
    play(config, '6F +60000 x +1 F =O +60000 x +1 S =C 5F =C F =O')
  })
})

describe('cockatiel: more than half of at least 10 calls a second over 10 s, judged at failures', () => {
  const config = BREAKER_PRESETS.cockatiel
  it('opens at a failure when the rate is high enough', () => {
    play(config, '99F =C F =O +9999 x +1 S =C')
    play(config, '60S 60F =C F =O')
  })
})

it('the defaults are the published ones', () => {
  const { resilience4j, hystrix, polly, opossum, gobreaker } = BREAKER_PRESETS
  expect([
    resilience4j.failureRate,
    resilience4j.slowRate,
    resilience4j.slowUs / 1e6,
    resilience4j.minimumCalls,
  ]).toEqual([0.5, 1, 60, 100])
  expect([
    resilience4j.window.calls,
    resilience4j.trials,
    resilience4j.openUs / 1e6,
    resilience4j.trialsLostUs,
  ]).toEqual([100, 10, 60, 0])
  expect([hystrix.window.cells * hystrix.window.cellUs, hystrix.minimumCalls, hystrix.failureRate]).toEqual([
    10_000_000, 20, 0.5,
  ])
  expect([polly.failureRate, polly.minimumCalls, polly.openUs / 1e6, polly.window.cells * polly.window.cellUs]).toEqual(
    [0.1, 100, 5, 30_000_000],
  )
  expect([opossum.openUs / 1e6, opossum.failureRate, opossum.minimumCalls, opossum.window.cells]).toEqual([
    30, 0.5, 0, 10,
  ])
  expect([gobreaker.failuresInARow, gobreaker.openUs / 1e6, gobreaker.trials]).toEqual([6, 60, 1])
})

describe('a preset is told by its settings', () => {
  it('all of them, in whatever order they were written', () => {
    for (const [name, config] of Object.entries(BREAKER_PRESETS)) {
      const turned = Object.fromEntries(Object.entries(config).reverse()) as unknown as BreakerConfig
      expect(presetWith(turned)).toBe(name)
    }
  })

  it('and one other setting makes it nobody’s', () => {
    expect(presetWith({ ...BREAKER_PRESETS.polly, trials: 2 })).toBeNull()
    expect(presetWith({ ...BREAKER_PRESETS.hystrix, window: { kind: 'clock', cells: 19, cellUs: 500_000 } })).toBeNull()
    const plain = { window: 20, minimumCalls: 10, failureRate: 0.5, openUs: 1_000, trials: 1 }
    expect(presetWith(countBreaker(plain))).toBeNull()
  })
})

it('looked at later, a breaker has forgotten what has left its window, and is not touched by that', () => {
  const config = BREAKER_PRESETS.hystrix
  const breaker = newBreaker(config)
  for (let i = 0; i < 5; i++) callEnded(breaker, config, true, 1_000_000)
  expect(breakerAt(breaker, config, 2_000_000).window.total.failures).toBe(5)
  expect(breakerAt(breaker, config, 12_000_000).window.total.failures).toBe(0)
  expect(breaker.window.total.failures).toBe(5)
})

it('stands as it stood while nobody knows what a policy will say of the cells that are over', () => {
  const config = BREAKER_PRESETS.hystrix
  const breaker = newBreaker(config)
  for (let i = 0; i < 25; i++) callEnded(breaker, config, true, 1_000_000)
  expect(breakerAt(breaker, config, 2_000_000).mode).toBe('open')
  expect(breakerAt(breaker, config, 2_000_000, () => 'stay').mode).toBe('closed')
})
