/**
 * A fallback chain: what to answer with when the real thing failed, best first (a fresh cache, an old one, a default, an honest
 * refusal). Each link says for which failures it stands in; what it gives is labelled with its place, for degraded answers are
 * counted (Hystrix, "Cascading fallback"; Polly, FallbackStrategyOptions.ShouldHandle).
 */
export interface FallbackStep {
  kind: 'cache' | 'staleCache' | 'simplerPath' | 'default' | 'refuse'
  handles: readonly number[] // causes of failure, by the caller's numbering; empty: all
  maxAgeUs?: number // of a cached answer; older ones are no answer
}

/**
 * The place in the chain of the first link at or after `from` that stands in for this cause; −1: none. `ageUs`: of the answer that
 * a cache would give, −1: it has none.
 */
export function fallbackFor(chain: readonly FallbackStep[], from: number, cause: number, ageUs: number): number {
  for (let i = Math.max(0, from); i < chain.length; i++) {
    const { kind, handles, maxAgeUs = Infinity } = chain[i]
    if (handles.length > 0 && !handles.includes(cause)) continue
    if ((kind === 'cache' || kind === 'staleCache') && (ageUs < 0 || ageUs > maxAgeUs)) continue
    return i
  }
  return -1
}
