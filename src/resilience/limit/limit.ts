/**
 * A limit on how many requests are under way at once, and what moves it. A law is told of every request that ended and says what
 * the limit is from now on (Netflix concurrency-limits' Limit); the limiter counts and refuses. Laws are in the files beside.
 */
export interface Sample {
  rttUs: number
  inflight: number // when the request began, itself included
  dropped: boolean // refused or timed out: no measure of the round trip
}
/** A way of setting the limit: configuration C, state S (plain data). */
export interface LimitLaw<C, S> {
  start(config: C): S
  /** Takes a sample in; `unit` is a draw in (0, 1). */
  update(state: S, config: C, sample: Sample, unit: number): void
  /** Requests that may be under way, a whole number. */
  limitOf(state: S, config: C): number
}

export interface Limiter {
  inflight: number
}
/** May a request begin? A yes counts it. */
export function acquire(limiter: Limiter, limit: number): boolean {
  if (limiter.inflight >= limit) return false
  limiter.inflight++
  return true
}
export function release(limiter: Limiter): void {
  limiter.inflight--
}

/** The limit that never moves. */
export const fixedLimit: LimitLaw<{ limit: number }, null> = {
  start: () => null,
  update() {
    // It learns nothing.
  },
  limitOf: (_state, { limit }) => limit,
}
