/**
 * Controlled delay and adaptive LIFO (Maurer, "Fail at scale", ACM Queue 13(8), 2015): a queue that was empty within the last
 * interval is served first come first served and lets waits last an interval; one that was not is overloaded: the newest are
 * served first, for theirs are the callers who still wait, and whoever has waited longer than the target is dropped.
 */
export interface ControlledDelayConfig {
  targetUs: number
  intervalUs: number
}
export const CONTROLLED_DELAY_DEFAULTS: ControlledDelayConfig = { targetUs: 5_000, intervalUs: 100_000 }
export interface ControlledDelay {
  emptyAtUs: number // when the queue was last seen empty
}

/** To be told whenever the queue is empty. */
export function sawEmpty(state: ControlledDelay, nowUs: number): void {
  state.emptyAtUs = nowUs
}
export function isOverloaded(state: ControlledDelay, { intervalUs }: ControlledDelayConfig, nowUs: number): boolean {
  return nowUs - state.emptyAtUs > intervalUs
}
/** Which end of the queue to serve from. */
export function serveFrom(state: ControlledDelay, config: ControlledDelayConfig, nowUs: number): 'oldest' | 'newest' {
  return isOverloaded(state, config, nowUs) ? 'newest' : 'oldest'
}
/** How long a request may wait before it is dropped. */
export function longestWaitUs(state: ControlledDelay, config: ControlledDelayConfig, nowUs: number): number {
  return isOverloaded(state, config, nowUs) ? config.targetUs : config.intervalUs
}
