import type { HedgeContext } from 'faultline'

/** A copy after a set delay, and another after the same (gRPC's hedging policy, proposal A6). */
export default function afterDelay({ sent, settings }: HedgeContext): number {
  return sent < settings.maxAttempts ? settings.delayUs : -1
}
