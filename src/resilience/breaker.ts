/**
 * A circuit breaker (Nygard, Release It!): closed, it lets calls through and counts the last `window` of them; when at least
 * `minimumCalls` are known and the failure rate reaches `failureRate`, it opens and refuses every call for `openUs`; then it is
 * half-open, lets `trials` calls through, and closes if all succeed or opens again at the first failure. By hand it can be
 * forced open or closed until reset. Plain data and a transition table; the caller brings the clock.
 */
export interface BreakerConfig {
  window: number
  minimumCalls: number
  failureRate: number // 0..1
  openUs: number
  trials: number
}
export type BreakerMode = 'closed' | 'open' | 'halfOpen' | 'forcedOpen' | 'forcedClosed'
export const BREAKER_MODES: BreakerMode[] = ['closed', 'open', 'halfOpen', 'forcedOpen', 'forcedClosed']

export interface Breaker {
  mode: BreakerMode
  outcomes: number[] // the window: 1 failure, 0 success, oldest first
  failures: number
  openedUs: number // when the present mode began
  trialsBegun: number
  trialsPassed: number
}
export type BreakerEvent =
  'success' | 'failure' | 'tooManyFailures' | 'waited' | 'trialsPassed' | 'trip' | 'force' | 'reset'

/** From each mode, which event leads where; what is not listed changes nothing. */
export const BREAKER_TABLE: Record<BreakerMode, Partial<Record<BreakerEvent, BreakerMode>>> = {
  closed: { tooManyFailures: 'open', trip: 'forcedOpen', force: 'forcedClosed' },
  open: { waited: 'halfOpen', trip: 'forcedOpen', force: 'forcedClosed', reset: 'closed' },
  halfOpen: { failure: 'open', trialsPassed: 'closed', trip: 'forcedOpen', force: 'forcedClosed', reset: 'closed' },
  forcedOpen: { force: 'forcedClosed', reset: 'closed' },
  forcedClosed: { trip: 'forcedOpen', reset: 'closed' },
}

export function newBreaker(): Breaker {
  return { mode: 'closed', outcomes: [], failures: 0, openedUs: 0, trialsBegun: 0, trialsPassed: 0 }
}

function enter(breaker: Breaker, event: BreakerEvent, nowUs: number): void {
  const next = BREAKER_TABLE[breaker.mode][event]
  if (!next) return
  breaker.mode = next
  breaker.outcomes = []
  breaker.failures = 0
  breaker.trialsBegun = 0
  breaker.trialsPassed = 0
  breaker.openedUs = nowUs
}

/** May a call go through now? Half-open, a yes uses up one of the trials. */
export function mayCall(breaker: Breaker, config: BreakerConfig, nowUs: number): boolean {
  if (breaker.mode === 'open' && nowUs - breaker.openedUs >= config.openUs) enter(breaker, 'waited', nowUs)
  if (breaker.mode === 'halfOpen') {
    // A trial whose caller lost interest never reports: after another wait, new ones may begin.
    if (breaker.trialsBegun >= config.trials && nowUs - breaker.openedUs >= config.openUs) {
      breaker.trialsBegun = 0
      breaker.trialsPassed = 0
      breaker.openedUs = nowUs
    }
    if (breaker.trialsBegun >= config.trials) return false
    breaker.trialsBegun++
    return true
  }
  return breaker.mode === 'closed' || breaker.mode === 'forcedClosed'
}

/** Tells the breaker how a call that it let through ended. */
export function callEnded(breaker: Breaker, config: BreakerConfig, failed: boolean, nowUs: number): void {
  if (breaker.mode === 'halfOpen') {
    if (failed) enter(breaker, 'failure', nowUs)
    else if (++breaker.trialsPassed >= config.trials) enter(breaker, 'trialsPassed', nowUs)
    return
  }
  if (breaker.mode !== 'closed') return
  breaker.outcomes.push(failed ? 1 : 0)
  breaker.failures += failed ? 1 : 0
  if (breaker.outcomes.length > config.window) breaker.failures -= breaker.outcomes.shift() as number
  const known = breaker.outcomes.length
  if (known >= config.minimumCalls && breaker.failures >= config.failureRate * known)
    enter(breaker, 'tooManyFailures', nowUs)
}

/** By hand: trip and force hold until reset. */
export function forceBreaker(breaker: Breaker, event: 'trip' | 'force' | 'reset', nowUs: number): void {
  enter(breaker, event, nowUs)
}
