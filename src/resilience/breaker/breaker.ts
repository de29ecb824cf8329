/**
 * A circuit breaker (Nygard, Release It!, 2007): closed, it lets calls through and counts how they end; when too many failed
 * or were slow it opens and refuses; after a while it lets a few trials through, which close it or open it again. Plain data
 * that walks BREAKER_TABLE; the caller brings the clock, and asks before every call.
 * When it opens and closes, and who may try, is decided in src/decisions (breakerTrip, breakerTrial).
 */
import afterWait from '../../decisions/breakerTrial/afterWait'
import shares from '../../decisions/breakerTrip/shares'
import type { BreakerTrialContext, BreakerTripAnswer, BreakerTripContext } from '../../decisions/faultline'
import { copyData } from '../../kernel/copyData'
import type { BreakerConfig } from './config'
import type { BreakerEvent, BreakerMode, COMMANDED } from './table'
import { nextMode } from './table'
import type { CallWindow, Counts } from './window'
import { count, moveOn, newWindow } from './window'

export interface Breaker {
  mode: BreakerMode
  sinceUs: number // when the present mode began
  window: CallWindow
  trialsBegun: number
  trials: Counts // that have ended
}

/** Who decides about a breaker, and the luck that is theirs. */
export interface BreakerDeciders {
  random: () => number
  randomInt: (below: number) => number
  trip: (context: BreakerTripContext) => BreakerTripAnswer
  trial: (context: BreakerTrialContext) => boolean
}
/** What is built in asks for no luck. */
const BUILT_IN: BreakerDeciders = { random: () => 0.5, randomInt: () => 0, trip: shares, trial: afterWait }

export function newBreaker(config: BreakerConfig): Breaker {
  return { mode: 'closed', sinceUs: 0, window: newWindow(config.window), trialsBegun: 0, trials: none() }
}
const none = (): Counts => ({ calls: 0, failures: 0, slow: 0 })

/**
 * Asked before all else that may refuse a call: `refused` and counted; `granted`: decided, if nothing else refuses it; `later`: there is
 * nothing to decide yet.
 */
export function askBreaker(
  breaker: Breaker,
  config: BreakerConfig,
  nowUs: number,
  by: BreakerDeciders = BUILT_IN,
): 'refused' | 'granted' | 'later' {
  const { mode, sinceUs } = breaker
  if (mode === 'closed' || mode === 'forcedClosed') return 'later'
  const lostUs = config.trialsLostUs === 0 ? Infinity : sinceUs + config.trialsLostUs
  if (mode === 'halfOpen' && nowUs >= lostUs) return 'later'
  if (mode !== 'forcedOpen' && by.trial(trialContext(breaker, mode, config, nowUs, by))) return 'granted'
  countAsked(breaker, config, nowUs)
  return 'refused'
}
/** May a call go through now? Half-open, a yes uses up one of the trials. `isGranted`: that was decided at this moment. */
export function mayCall(
  breaker: Breaker,
  config: BreakerConfig,
  nowUs: number,
  by: BreakerDeciders = BUILT_IN,
  isGranted = false,
): boolean {
  catchUp(breaker, config, nowUs, by)
  countAsked(breaker, config, nowUs)
  const { mode } = breaker
  if (mode === 'closed' || mode === 'forcedClosed') return true
  if (mode === 'forcedOpen') return false
  if (!isGranted && !by.trial(trialContext(breaker, mode, config, nowUs, by))) return false
  if (mode === 'open') happen(breaker, config, 'waited', nowUs)
  breaker.trialsBegun++
  return true
}
function countAsked({ window }: Breaker, config: BreakerConfig, nowUs: number): void {
  if (config.counts === 'asked') count(window, config.window, { ...none(), calls: 1 }, nowUs)
}
function trialContext(
  { sinceUs, trialsBegun, trials }: Breaker,
  mode: 'open' | 'halfOpen',
  settings: BreakerConfig,
  nowUs: number,
  { random, randomInt }: BreakerDeciders,
): BreakerTrialContext {
  const trialsEnded = trials.calls
  return { nowUs, random, randomInt, mode, modeForUs: nowUs - sinceUs, trialsBegun, trialsEnded, settings }
}

/** Tells the breaker how a call that it let through ended, and how long that took. */
export function callEnded(
  breaker: Breaker,
  config: BreakerConfig,
  failed: boolean,
  nowUs: number,
  tookUs = 0,
  by: BreakerDeciders = BUILT_IN,
): void {
  catchUp(breaker, config, nowUs, by)
  const { mode, window, trials } = breaker
  if (mode !== 'closed' && mode !== 'halfOpen') return
  const ended = { calls: 1, failures: failed ? 1 : 0, slow: tookUs > config.slowUs ? 1 : 0 }
  if (mode === 'halfOpen') {
    trials.calls++
    trials.failures += ended.failures
    trials.slow += ended.slow
    judge(breaker, config, trials, nowUs, by)
    return
  }
  count(window, config.window, config.counts === 'asked' ? { ...ended, calls: 0 } : ended, nowUs)
  window.failuresInARow = failed ? window.failuresInARow + 1 : 0
  if (config.judgedAfter === 'call' || (failed && config.judgedAfter === 'failure'))
    judge(breaker, config, window.total, nowUs, by)
}

/** A call that it let through was called off: nobody will know how it would have ended, and its trial is another's. */
export function callOff(breaker: Breaker): void {
  if (breaker.mode === 'halfOpen' && breaker.trialsBegun > breaker.trials.calls) breaker.trialsBegun--
}

/** By hand: tripped, it is open as if calls had failed; held, it stays so until it is told otherwise. */
export function forceBreaker(
  breaker: Breaker,
  config: BreakerConfig,
  event: (typeof COMMANDED)[keyof typeof COMMANDED],
  nowUs: number,
): void {
  happen(breaker, config, event, nowUs)
}

/** Shares of failures and of slow calls in the window, 0..1; −1: too few calls to tell. */
export function ratesOf(breaker: Breaker, config: BreakerConfig): { failure: number; slow: number } {
  const { calls, failures, slow } = breaker.window.total
  const told = calls > 0 && calls >= config.minimumCalls
  return { failure: told ? failures / calls : -1, slow: told ? slow / calls : -1 }
}

/**
 * The breaker as it stands at a moment, for whoever looks: a copy, so that looking changes nothing. `trip`: what will be decided at
 * the ends of cells since its last call.
 */
export function breakerAt(breaker: Breaker, config: BreakerConfig, nowUs: number, trip = BUILT_IN.trip): Breaker {
  const seen = copyData(breaker)
  catchUp(seen, config, nowUs, { ...BUILT_IN, trip })
  moveOn(seen.window, config.window, nowUs)
  return seen
}

/** What time alone has brought about: cells that are over, trials that are lost. */
function catchUp(breaker: Breaker, config: BreakerConfig, nowUs: number, by: BreakerDeciders): void {
  if (breaker.mode === 'halfOpen' && config.trialsLostUs > 0) {
    const lostUs = breaker.sinceUs + config.trialsLostUs
    if (config.trialsLost === 'failed' && nowUs >= lostUs) happen(breaker, config, 'trialsLost', lostUs)
    else if (breaker.trialsBegun >= config.trials && nowUs >= lostUs) beginTrials(breaker, nowUs)
  }
  if (config.judgedAfter !== 'cell' || config.window.kind !== 'clock') return
  const { window } = breaker
  const { cellUs } = config.window
  // At the end of each cell in turn, for what leaves the window may matter as much as what came.
  while (breaker.mode === 'closed' && window.total.calls > 0) {
    const endUs = window.startUs[window.current] + cellUs
    if (endUs > nowUs) return
    moveOn(window, config.window, endUs)
    judge(breaker, config, window.total, endUs, by)
  }
}

function judge(breaker: Breaker, config: BreakerConfig, counts: Counts, nowUs: number, by: BreakerDeciders): void {
  const { mode, sinceUs, window } = breaker
  if (mode !== 'closed' && mode !== 'halfOpen') return
  const { random, randomInt } = by
  const { failuresInARow } = window
  const modeForUs = nowUs - sinceUs
  const answer = by.trip({ nowUs, random, randomInt, mode, counts, failuresInARow, modeForUs, settings: config })
  if (mode === 'halfOpen' && answer !== 'stay')
    happen(breaker, config, answer === 'close' ? 'trialsPassed' : 'trialsFailed', nowUs)
  else if (answer === 'open') happen(breaker, config, counts.failures > 0 ? 'tooManyFailures' : 'tooManySlow', nowUs)
}

function happen(breaker: Breaker, config: BreakerConfig, event: BreakerEvent, nowUs: number): void {
  const next = nextMode(breaker.mode, event)
  if (next === breaker.mode) return
  breaker.mode = next
  if (!config.keepsWindow) breaker.window = newWindow(config.window)
  breaker.window.failuresInARow = 0
  beginTrials(breaker, nowUs)
}
function beginTrials(breaker: Breaker, nowUs: number): void {
  breaker.trialsBegun = 0
  breaker.trials = none()
  breaker.sinceUs = nowUs
}
