/**
 * How long to wait before trying again, as configuration. The named strategies are those of Brooker, "Exponential backoff and
 * jitter" (AWS Architecture Blog, 2015): an exponential wait, less a random share of it (jitter 1 is "full jitter", 0.5 "equal
 * jitter", 0 none); or decorrelated: uniform between the first wait and three times the wait before. What is decided by it stands
 * in src/decisions/retry.
 */
import type { Decision } from '../decisions'
import type { RetryAnswer, RetryContext, RetrySettings } from '../decisions/faultline'
import backoff from '../decisions/retry/backoff'
import { WAIT_MAX_US } from '../decisions/retry/contract'
import decorrelated from '../decisions/retry/decorrelated'

export interface BackoffConfig {
  backoffUs: number
  multiplier?: number // default 2
  jitter?: number // 0..1, default 1
  decorrelated?: boolean // instead of multiplier and jitter
  maxUs?: number // default: without limit
}

/** What a configuration says to whoever decides about a retry. `attempts`: including the first. */
export function retrySettings(config: BackoffConfig, attempts: number): RetrySettings {
  const { backoffUs, multiplier = 2, jitter = 1, maxUs = WAIT_MAX_US, decorrelated: isDecorrelated = false } = config
  return {
    attempts,
    backoffUs,
    multiplier,
    jitter,
    maxUs: Math.min(maxUs, WAIT_MAX_US),
    decorrelated: isDecorrelated,
  }
}
/** The built-in decision that it means. */
export function retryDecision(config: BackoffConfig): Decision<RetryContext, RetryAnswer, null> {
  return config.decorrelated ? decorrelated : backoff
}

/** The wait that is decided on outside of any run, in microseconds, after `attempt` tries; `unit` is a draw in (0, 1), `previousWaitUs` the wait before this one, 0: there was none. */
export function waitUs(config: BackoffConfig, attempt: number, unit: number, previousWaitUs = 0): number {
  const context = {
    nowUs: 0,
    random: () => unit,
    randomInt: (below: number) => Math.floor(unit * below),
    attempt,
    cause: 'refused',
    operation: 'call',
    previousWaitUs,
    elapsedUs: 0,
    deadlineInUs: -1,
    settings: retrySettings(config, Infinity),
  } as const
  return retryDecision(config)(context, null)
}

/** The strategies by name, for a first wait and a longest one. */
export const BACKOFFS = {
  none: () => ({ backoffUs: 0 }),
  fixed: (backoffUs, maxUs) => ({ backoffUs, multiplier: 1, jitter: 0, maxUs }),
  exponential: (backoffUs, maxUs) => ({ backoffUs, jitter: 0, maxUs }),
  equalJitter: (backoffUs, maxUs) => ({ backoffUs, jitter: 0.5, maxUs }),
  fullJitter: (backoffUs, maxUs) => ({ backoffUs, jitter: 1, maxUs }),
  decorrelatedJitter: (backoffUs, maxUs) => ({ backoffUs, decorrelated: true, maxUs }),
} as const satisfies Record<string, (backoffUs: number, maxUs: number) => BackoffConfig>
export type BackoffName = keyof typeof BACKOFFS
