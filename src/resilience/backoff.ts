/**
 * How long to wait before trying again. The named strategies are those of Brooker, "Exponential backoff and jitter" (AWS
 * Architecture Blog, 2015): an exponential wait, less a random share of it (jitter 1 is "full jitter", 0.5 "equal jitter", 0
 * none); or decorrelated: uniform between the first wait and three times the wait before.
 */
export interface BackoffConfig {
  backoffUs: number
  multiplier?: number // default 2
  jitter?: number // 0..1, default 1
  decorrelated?: boolean // instead of multiplier and jitter
  maxUs?: number // default: without limit
}

/**
 * Microseconds before attempt `attempt` (2 is the first retry); `unit` is a draw in (0, 1). `previousUs`: the wait before this
 * one, which only the decorrelated strategy asks for.
 */
export function backoffUs(
  config: BackoffConfig,
  attempt: number,
  unit: number,
  previousUs: number = config.backoffUs,
): number {
  const { backoffUs: firstUs, multiplier = 2, jitter = 1, maxUs = Infinity } = config
  if (config.decorrelated) return Math.floor(Math.min(maxUs, firstUs + unit * Math.max(0, 3 * previousUs - firstUs)))
  let waitUs = firstUs
  for (let k = 2; k < attempt; k++) waitUs *= multiplier
  return Math.floor(Math.min(maxUs, waitUs) * (1 - jitter * unit))
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
