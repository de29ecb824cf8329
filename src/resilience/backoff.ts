/**
 * How long to wait before trying again: exponential, with jitter as a share of it. Jitter 1 is "full jitter" (Brooker,
 * "Exponential backoff and jitter", AWS Architecture Blog, 2015), 0.5 "equal jitter", 0 none.
 */
export interface BackoffConfig {
  backoffUs: number
  multiplier?: number // default 2
  jitter?: number // 0..1, default 1
}

/** Microseconds before attempt `attempt` (2 is the first retry); `unit` is a draw in (0, 1). */
export function backoffUs(config: BackoffConfig, attempt: number, unit: number): number {
  let base = config.backoffUs
  for (let k = 2; k < attempt; k++) base *= config.multiplier ?? 2
  const jitter = config.jitter ?? 1
  return Math.floor(base * (1 - jitter * unit))
}
