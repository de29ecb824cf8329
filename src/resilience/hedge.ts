/**
 * Hedged and tied requests (Dean and Barroso, "The tail at scale", CACM 56(2), 2013). Hedged: when no answer has come after a
 * delay, the same is asked elsewhere, and the first answer counts. Tied: both are asked almost at once and know of each other;
 * whichever begins tells the other not to (services/tied). Attempts are capped as gRPC's hedging policy does (proposal A6). When
 * a copy is sent is decided in src/decisions/hedge.
 */
import afterDelay from '../decisions/hedge/afterDelay'
import type { HedgeContext } from '../decisions/faultline'

export interface HedgeConfig {
  delayUs: number // between one attempt and the next; 0: all at once
  maxAttempts: number // including the first
  tied?: boolean
}
export const MAX_HEDGED_ATTEMPTS = 5

const OUTSIDE: Omit<HedgeContext, 'sent' | 'settings'> = {
  nowUs: 0,
  random: () => 0.5,
  randomInt: () => 0,
  operation: 'call',
  attempt: 1,
  deadlineInUs: -1,
  latency: { answers: 0, medianUs: -1, p95Us: -1 },
}
/** When each attempt is sent, counted from the first, as it is decided on outside of any run if no answer comes meanwhile. */
export function hedgeTimesUs(settings: HedgeConfig): number[] {
  const timesUs = [0]
  while (timesUs.length < MAX_HEDGED_ATTEMPTS) {
    const us = afterDelay({ ...OUTSIDE, sent: timesUs.length, settings })
    if (us < 0) break
    timesUs.push(timesUs[timesUs.length - 1] + us)
  }
  return timesUs
}
