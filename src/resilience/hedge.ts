/**
 * Hedged and tied requests (Dean and Barroso, "The tail at scale", CACM 56(2), 2013). Hedged: when no answer has come after a
 * delay, the same is asked elsewhere, and the first answer counts. Tied: both are asked almost at once and know of each other;
 * whichever begins tells the other not to (services/tied). Attempts are capped as gRPC's hedging policy does (proposal A6).
 */
export interface HedgeConfig {
  delayUs: number // between one attempt and the next; 0: all at once
  maxAttempts: number // including the first
  tied?: boolean
}
export const MAX_HEDGED_ATTEMPTS = 5

/** When each attempt is sent, counted from the first, if no answer comes meanwhile. */
export function hedgeTimesUs({ delayUs, maxAttempts }: HedgeConfig): number[] {
  return Array.from({ length: Math.min(maxAttempts, MAX_HEDGED_ATTEMPTS) }, (_, i) => i * delayUs)
}

/** Attempts under way `afterUs` after the first, while none has been answered; for as long as it may last. */
export function attemptsBy(config: HedgeConfig, afterUs: number): number {
  return hedgeTimesUs(config).filter((atUs) => atUs <= afterUs).length
}

/** The moment of the next attempt after `made` ones; null: there is none. */
export function nextHedgeUs(config: HedgeConfig, firstUs: number, made: number): number | null {
  const atUs = hedgeTimesUs(config)[made]
  return atUs === undefined ? null : firstUs + atUs
}
