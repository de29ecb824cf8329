/**
 * The circuit breaker's states and what leads from one to another (Nygard, Release It!, 2007), as a plain table: the machine
 * walks it, and so may whoever draws it. Tripped by hand it is open like any other, and finds its own way back. Forced open is what
 * libraries call isolated, forced closed what they call disabled: it stays so until it is told otherwise.
 */
export const BREAKER_MODES = ['closed', 'open', 'halfOpen', 'forcedOpen', 'forcedClosed'] as const
export type BreakerMode = (typeof BREAKER_MODES)[number]

export const BREAKER_EVENTS = [
  'tooManyFailures',
  'tooManySlow',
  'waited', // long enough open, and a call came
  'trialsPassed',
  'trialsFailed',
  'trialsLost', // half-open for too long
  // By hand:
  'trip',
  'holdOpen',
  'holdClosed',
  'reset',
] as const
export type BreakerEvent = (typeof BREAKER_EVENTS)[number]

/** From each mode, which event leads where; what is not listed changes nothing. */
export const BREAKER_TABLE: Readonly<Record<BreakerMode, Readonly<Partial<Record<BreakerEvent, BreakerMode>>>>> = {
  closed: {
    tooManyFailures: 'open',
    tooManySlow: 'open',
    trip: 'open',
    holdOpen: 'forcedOpen',
    holdClosed: 'forcedClosed',
  },
  open: { waited: 'halfOpen', holdOpen: 'forcedOpen', holdClosed: 'forcedClosed', reset: 'closed' },
  halfOpen: {
    trialsPassed: 'closed',
    trialsFailed: 'open',
    trialsLost: 'open',
    trip: 'open',
    holdOpen: 'forcedOpen',
    holdClosed: 'forcedClosed',
    reset: 'closed',
  },
  forcedOpen: { trip: 'open', holdClosed: 'forcedClosed', reset: 'closed' },
  forcedClosed: { trip: 'open', holdOpen: 'forcedOpen', reset: 'closed' },
}

/** What each command to a breaker tells it. */
export const COMMANDED = {
  tripBreaker: 'trip',
  openBreaker: 'holdOpen',
  closeBreaker: 'holdClosed',
  resetBreaker: 'reset',
} as const

/** Where an event leads from a mode. */
export function nextMode(mode: BreakerMode, event: BreakerEvent): BreakerMode {
  return BREAKER_TABLE[mode][event] ?? mode
}
