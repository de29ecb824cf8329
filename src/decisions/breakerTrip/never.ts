import type { BreakerTripAnswer, BreakerTripContext } from 'faultline'

/** A breaker that never opens: every call waits for its own timeout, however long the other side has been down. */
export default function never({ mode }: BreakerTripContext): BreakerTripAnswer {
  return mode === 'halfOpen' ? 'close' : 'stay'
}
