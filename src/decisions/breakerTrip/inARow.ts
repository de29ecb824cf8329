import type { BreakerTripAnswer, BreakerTripContext } from 'faultline'

const FAILURES = 5

/** Opens after five failures in a row, and closes after one good trial: nothing to tune, blind to a share of failures. */
export default function inARow({ mode, counts, failuresInARow }: BreakerTripContext): BreakerTripAnswer {
  if (mode === 'closed') return failuresInARow >= FAILURES ? 'open' : 'stay'
  if (counts.failures > 0) return 'open'
  return counts.calls > 0 ? 'close' : 'stay'
}
