import type { LimitContext } from 'faultline'

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989), as in Netflix concurrency-limits' AIMDLimit: one more while at
 * least half of the limit is in use, a tenth less for everything that was dropped or took too long.
 */
export default function aimd({ limit, dropped, rttUs, inflight, settings }: LimitContext): number {
  const { min = 1, max = 200, backoffRatio = 0.9, timeoutUs = 5_000_000 } = settings
  let next = limit
  if (dropped || rttUs > timeoutUs) next = Math.floor(limit * backoffRatio)
  else if (inflight * 2 >= limit) next = limit + 1
  return Math.min(max, Math.max(min, next))
}
