import type { Moment } from '../contract'

/** Whether a call may go through a circuit breaker that is not closed, as a trial. Asked by the caller for every such call. */
export interface BreakerTrialContext extends Moment {
  /** Open, the first trial makes it half-open. */
  readonly mode: 'open' | 'halfOpen'
  /** Microseconds that this mode has lasted. */
  readonly modeForUs: number
  /** Trials let through since it is half-open, and those of them that have ended. */
  readonly trialsBegun: number
  readonly trialsEnded: number
  readonly settings: BreakerTrialSettings
}
export interface BreakerTrialSettings {
  /** How long it stays open at least, in microseconds. */
  readonly openUs: number
  /** Whether the first trial may come at `openUs` or only after it. */
  readonly opensFor: 'atLeast' | 'longerThan'
  /** Calls let through half-open. */
  readonly trials: number
}
/** Whether the call may go through; where not, it fails at once. */
export type BreakerTrialAnswer = boolean
