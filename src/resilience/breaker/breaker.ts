/**
 * A circuit breaker (Nygard, Release It!, 2007): closed, it lets calls through and counts how they end; when too many failed
 * or were slow it opens and refuses; after a while it lets a few trials through, which close it or open it again. Plain data
 * that walks BREAKER_TABLE; the caller brings the clock, and asks before every call.
 */
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

export function newBreaker(config: BreakerConfig): Breaker {
  return { mode: 'closed', sinceUs: 0, window: newWindow(config.window), trialsBegun: 0, trials: none() }
}
const none = (): Counts => ({ calls: 0, failures: 0, slow: 0 })

/** May a call go through now? Half-open, a yes uses up one of the trials. */
export function mayCall(breaker: Breaker, config: BreakerConfig, nowUs: number): boolean {
  catchUp(breaker, config, nowUs)
  if (config.counts === 'asked') count(breaker.window, config.window, { ...none(), calls: 1 }, nowUs)
  if (breaker.mode === 'open' && hasWaited(breaker, config, nowUs)) happen(breaker, config, 'waited', nowUs)
  if (breaker.mode !== 'halfOpen') return breaker.mode === 'closed' || breaker.mode === 'forcedClosed'
  if (breaker.trialsBegun >= config.trials) return false
  breaker.trialsBegun++
  return true
}
/** Whether a call that came now would surely be refused. Asks, and changes nothing. */
export function isRefusing(breaker: Breaker, config: BreakerConfig, nowUs: number): boolean {
  const { mode, trialsBegun, sinceUs } = breaker
  if (mode === 'forcedOpen') return true
  if (mode === 'open') return !hasWaited(breaker, config, nowUs)
  if (mode !== 'halfOpen' || trialsBegun < config.trials) return false
  return config.trialsLostUs === 0 || nowUs < sinceUs + config.trialsLostUs
}
function hasWaited({ sinceUs }: Breaker, { openUs, opensFor }: BreakerConfig, nowUs: number): boolean {
  return opensFor === 'atLeast' ? nowUs - sinceUs >= openUs : nowUs - sinceUs > openUs
}

/** Tells the breaker how a call that it let through ended, and how long that took. */
export function callEnded(breaker: Breaker, config: BreakerConfig, failed: boolean, nowUs: number, tookUs = 0): void {
  catchUp(breaker, config, nowUs)
  const { mode, window, trials } = breaker
  if (mode !== 'closed' && mode !== 'halfOpen') return
  const ended = { calls: 1, failures: failed ? 1 : 0, slow: tookUs > config.slowUs ? 1 : 0 }
  if (mode === 'halfOpen') {
    trials.calls++
    trials.failures += ended.failures
    trials.slow += ended.slow
    judgeTrials(breaker, config, nowUs)
    return
  }
  count(window, config.window, config.counts === 'asked' ? { ...ended, calls: 0 } : ended, nowUs)
  window.failuresInARow = failed ? window.failuresInARow + 1 : 0
  if (config.judgedAfter === 'call' || (failed && config.judgedAfter === 'failure'))
    judge(breaker, config, window.total, nowUs)
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

/** The breaker as it stands at a moment, for whoever looks: a copy, so that looking changes nothing. */
export function breakerAt(breaker: Breaker, config: BreakerConfig, nowUs: number): Breaker {
  const seen = copyData(breaker)
  catchUp(seen, config, nowUs)
  moveOn(seen.window, config.window, nowUs)
  return seen
}

/** What time alone has brought about: cells that are over, trials that are lost. */
function catchUp(breaker: Breaker, config: BreakerConfig, nowUs: number): void {
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
    judge(breaker, config, window.total, endUs)
  }
}

function judge(breaker: Breaker, config: BreakerConfig, counts: Counts, nowUs: number): void {
  const { failuresInARow } = config
  const event =
    failuresInARow > 0 && breaker.window.failuresInARow >= failuresInARow
      ? 'tooManyFailures'
      : counts.calls >= config.minimumCalls && counts.calls > 0
        ? tooMuch(config, counts)
        : null
  if (event) happen(breaker, config, event, nowUs)
}
function judgeTrials(breaker: Breaker, config: BreakerConfig, nowUs: number): void {
  const { trials } = breaker
  const failed =
    config.trialsJudged === 'each' ? trials.failures > 0 : trials.calls >= config.trials && tooMuch(config, trials)
  if (failed) happen(breaker, config, 'trialsFailed', nowUs)
  else if (trials.calls >= config.trials) happen(breaker, config, 'trialsPassed', nowUs)
}
function tooMuch(config: BreakerConfig, { calls, failures, slow }: Counts): 'tooManyFailures' | 'tooManySlow' | null {
  const over = (share: number, rate: number) => (config.threshold === 'reached' ? share >= rate : share > rate)
  if (over(failures / calls, config.failureRate)) return 'tooManyFailures'
  return over(slow / calls, config.slowRate) ? 'tooManySlow' : null
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
