import type { FallbackContext } from 'faultline'

/**
 * The first link that is meant for this failure, and a copy only where it is young enough (Hystrix, "Cascading fallback"; Polly,
 * FallbackStrategyOptions.ShouldHandle).
 */
export default function inOrder({ chain, cause, ageUs }: FallbackContext): number {
  for (let i = 0; i < chain.length; i++) {
    const { kind, causes, maxAgeUs } = chain[i]
    if (causes.length > 0 && !causes.includes(cause)) continue
    if (kind === 'staleCache' && (ageUs < 0 || (maxAgeUs >= 0 && ageUs > maxAgeUs))) continue
    return i
  }
  return -1
}
