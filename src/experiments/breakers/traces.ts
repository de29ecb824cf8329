/**
 * `cb.r4j.trace1`, `cb.r4j.trace2`, `cb.cockatiel.window`: sequences from the tests of resilience4j and cockatiel, call for call
 * through our breaker.
 */
import type { BreakerConfig } from '../../resilience/breaker'
import { BREAKER_PRESETS, callEnded, cockatielSampling, mayCall, newBreaker, ratesOf } from '../../resilience/breaker'
import { instant } from '../caseTable'
import type { Measurement } from '../experiment'
import type { NumberParameter } from '../parameter'

const SECOND = 1_000_000
const R4J_SOURCE = 'resilience4j, CircuitBreakerStateMachineTest'
const LETTER = { closed: 'C', open: 'OPEN', halfOpen: 'H', forcedOpen: 'FORCED', forcedClosed: 'DISABLED' }

/** The breaker of resilience4j's own tests: a window of 20 s, four trials, open for 5 s. */
function testBreaker(changes: Partial<BreakerConfig>): BreakerConfig {
  return {
    ...BREAKER_PRESETS.resilience4j,
    window: { kind: 'clock', cells: 20, cellUs: SECOND },
    minimumCalls: 5,
    slowUs: 4 * SECOND,
    openUs: 5 * SECOND,
    trials: 4,
    trialsLostUs: SECOND,
    ...changes,
  }
}
const threshold: NumberParameter = { name: 'threshold', min: 1, max: 100, whole: false }
const minCalls: NumberParameter = { name: 'minCalls', min: 1, max: 1_000, whole: true }
const percent = (rate: number): number => (rate < 0 ? -1 : rate * 100)

type Trace1 = { outcomes: string; threshold: number; minCalls: number }
const TRACE1: Trace1 = { outcomes: 'E E E S S', threshold: 50, minCalls: 5 }
export const cbR4jTrace1 = instant<Trace1>({
  id: 'cb.r4j.trace1',
  source: `${R4J_SOURCE}.shouldOpenAfterFailureRateThresholdExceeded`,
  parameters: [{ name: 'outcomes', form: /[ES]( [ES])*/, example: TRACE1.outcomes }, threshold, minCalls],
  cases: [TRACE1],
  name: ({ outcomes, threshold: t, minCalls: m }) => `${outcomes} (threshold ${t}, minimum ${m})`,
  measure(settings): Measurement {
    const config = testBreaker({ failureRate: settings.threshold / 100, minimumCalls: settings.minCalls })
    const played = play(
      config,
      settings.outcomes.split(' ').map((outcome) => ({ failed: outcome === 'E', tookUs: 0 })),
    )
    const measured = { state: played.states, failureRate: played.failureRates, 'next call': played.nextCall }
    const published = { state: 'C C C C OPEN', failureRate: '-1 -1 -1 -1 60', 'next call': 'not permitted' }
    return { expected: isSame(settings, TRACE1) ? published : null, measured, tolerance: null }
  },
})

type Trace2 = { durations: string; slowS: number; threshold: number; minCalls: number }
const TRACE2: Trace2 = { durations: '5 5 0.1 0.1 5', slowS: 4, threshold: 50, minCalls: 5 }
export const cbR4jTrace2 = instant<Trace2>({
  id: 'cb.r4j.trace2',
  source: `${R4J_SOURCE}, slow calls`,
  parameters: [
    { name: 'durations', form: /\d+(\.\d+)?( \d+(\.\d+)?)*/, example: TRACE2.durations },
    { name: 'slowS', min: 0.001, max: 3_600, whole: false },
    threshold,
    minCalls,
  ],
  cases: [TRACE2],
  name: (s) => `${s.durations} s (slow above ${s.slowS} s, threshold ${s.threshold}, minimum ${s.minCalls})`,
  measure(settings): Measurement {
    const config = testBreaker({
      slowUs: settings.slowS * SECOND,
      slowRate: settings.threshold / 100,
      minimumCalls: settings.minCalls,
    })
    const took = settings.durations.split(' ').map((s) => Number(s) * SECOND)
    const { states, slowRate } = play(
      config,
      took.map((tookUs) => ({ failed: false, tookUs })),
    )
    const measured = { 'state after the last': states.split(' ').at(-1) as string, slowRate }
    const published = { 'state after the last': 'OPEN', slowRate: 60 }
    return { expected: isSame(settings, TRACE2) ? published : null, measured, tolerance: null }
  },
})

type Sampling = { threshold: number; durationMs: number; rps: number; steps: number }
const SAMPLING: Sampling = { threshold: 0.5, durationMs: 5_000, rps: 3, steps: 7 }
export const cbCockatielWindow = instant<Sampling>({
  id: 'cb.cockatiel.window',
  source: 'cockatiel, src/breaker/SamplingBreaker.test.ts',
  parameters: [
    { ...threshold, min: 0.01, max: 0.99 },
    { name: 'durationMs', min: 100, max: 600_000, whole: true },
    { name: 'rps', min: 0.001, max: 10_000, whole: false },
    { name: 'steps', min: 1, max: 100, whole: true },
  ],
  cases: [SAMPLING],
  name: (s) => `${s.durationMs} ms, ${s.steps} steps (threshold ${s.threshold}, ${s.rps} a second)`,
  measure(settings): Measurement {
    const config: BreakerConfig = {
      ...BREAKER_PRESETS.cockatiel,
      ...cockatielSampling(settings.threshold, settings.durationMs * 1_000, settings.rps),
    }
    const breaker = newBreaker(config)
    for (let i = 0; i < settings.steps; i++) {
      const nowUs = i * SECOND
      for (let k = 0; k < i; k++) for (const failed of [true, false, false]) callEnded(breaker, config, failed, nowUs)
    }
    const { total, current, failures, calls } = breaker.window
    const measured = {
      currentFailures: total.failures,
      currentSuccesses: total.calls - total.failures,
      currentWindow: current,
      'windows f/s': Array.from(failures, (f, i) => `${f}/${calls[i] - f}`).join(' '),
    }
    const published = {
      currentFailures: 20,
      currentSuccesses: 40,
      currentWindow: 1,
      'windows f/s': '5/10 6/12 2/4 3/6 4/8',
    }
    return { expected: isSame(settings, SAMPLING) ? published : null, measured, tolerance: null }
  },
})

/** Calls one after the other, until one is not permitted. */
function play(config: BreakerConfig, calls: readonly { failed: boolean; tookUs: number }[]) {
  const breaker = newBreaker(config)
  // Opening empties the window; one that cannot open still knows the rates.
  const watching: BreakerConfig = { ...config, failureRate: 2, slowRate: 2 }
  const watcher = newBreaker(watching)
  const states: string[] = []
  const failureRates: number[] = []
  for (const { failed, tookUs } of calls) {
    if (!mayCall(breaker, config, 0)) break
    callEnded(breaker, config, failed, 0, tookUs)
    callEnded(watcher, watching, failed, 0, tookUs)
    states.push(LETTER[breaker.mode])
    failureRates.push(percent(ratesOf(watcher, watching).failure))
  }
  return {
    states: states.join(' '),
    failureRates: failureRates.join(' '),
    slowRate: percent(ratesOf(watcher, watching).slow),
    nextCall: mayCall(breaker, config, 0) ? 'permitted' : 'not permitted',
  }
}
function isSame<S extends object>(a: S, b: S): boolean {
  return (Object.keys(b) as (keyof S)[]).every((name) => a[name] === b[name])
}
