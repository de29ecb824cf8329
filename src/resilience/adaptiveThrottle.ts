/**
 * Adaptive throttling in the client (SRE book, ch. 21): it refuses its own requests with probability max(0, (requests − K ×
 * accepts) / (requests + 1)) over the last two minutes, so that an overloaded backend is sent about K times what it accepts and
 * need not spend itself on refusing.
 */
import type { SlidingCounts } from '../kernel/slidingCounts'
import { addCount, newSlidingCounts, totalOf } from '../kernel/slidingCounts'

export interface AdaptiveThrottleConfig {
  k: number
  windowUs: number
}
export const SRE_THROTTLE: AdaptiveThrottleConfig = { k: 2, windowUs: 120_000_000 }
export interface AdaptiveThrottle {
  counts: SlidingCounts
}
const REQUESTS = 0
const ACCEPTS = 1
const CELLS = 120

export function newAdaptiveThrottle({ windowUs }: AdaptiveThrottleConfig): AdaptiveThrottle {
  return { counts: newSlidingCounts(2, windowUs, CELLS) }
}

/** The chance of refusing the next request. */
export function rejectionProbability({ k }: AdaptiveThrottleConfig, requests: number, accepts: number): number {
  return Math.max(0, (requests - k * accepts) / (requests + 1))
}

/** The chance now. */
export function rejectionNow({ counts }: AdaptiveThrottle, config: AdaptiveThrottleConfig, nowUs: number): number {
  return rejectionProbability(config, totalOf(counts, REQUESTS, nowUs), totalOf(counts, ACCEPTS, nowUs))
}

/** May a request be sent now? `unit` is a draw in (0, 1). Refused ones count as requests too. */
export function maySend(
  throttle: AdaptiveThrottle,
  config: AdaptiveThrottleConfig,
  nowUs: number,
  unit: number,
): boolean {
  const rejection = rejectionNow(throttle, config, nowUs)
  addCount(throttle.counts, REQUESTS, 1, nowUs)
  return unit >= rejection
}

/** The backend took a request that was sent. */
export function accepted(throttle: AdaptiveThrottle, nowUs: number): void {
  addCount(throttle.counts, ACCEPTS, 1, nowUs)
}
