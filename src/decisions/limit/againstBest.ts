import type { LimitContext } from 'faultline'

/**
 * By the shortest round trip ever seen: while things take up to twice as long, there is room for a few more; beyond, the limit
 * shrinks in proportion, and by half at a drop.
 */
export default function againstBest({ limit, rttUs, leastRttUs, inflight, dropped }: LimitContext): number {
  if (dropped || leastRttUs < 0) return Math.max(1, limit / 2)
  const aim = limit * Math.min(1, (2 * leastRttUs) / rttUs) + 1
  // A limit that is not half in use tells nothing.
  if (aim > limit && inflight * 2 < limit) return limit
  return Math.max(1, Math.min(1_000, 0.9 * limit + 0.1 * aim))
}
