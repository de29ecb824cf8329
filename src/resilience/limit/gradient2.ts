/**
 * Netflix concurrency-limits' Gradient2Limit: the limit follows the ratio of a long average of the round trip to the present one,
 * plus room for a short queue, and is smoothed. A limit that is not half in use tells nothing and stays.
 */
import type { LimitLaw } from './limit'

export interface Gradient2Config {
  initial: number
  min: number
  max: number
  queue: number // requests that may wait
  smoothing: number // (0, 1]: weight of the new limit
  longWindow: number // samples
  rttTolerance: number // ≥ 1: how much slower than the long average is still well
}
export const GRADIENT2_DEFAULTS: Gradient2Config = {
  initial: 20,
  min: 20,
  max: 200,
  queue: 4,
  smoothing: 0.2,
  longWindow: 600,
  rttTolerance: 1.5,
}
export interface Gradient2State {
  limit: number
  longRttUs: number
  samples: number // up to WARM_UP, while the average is a plain mean
  sumUs: number
}
const WARM_UP = 10
const STEEPEST = 0.5
/** The long average is pulled down when it has become twice the present round trip: load has eased. */
const RECOVERY = { ratio: 2, factor: 0.95 }

export const gradient2Limit: LimitLaw<Gradient2Config, Gradient2State> = {
  start: ({ initial }) => ({ limit: initial, longRttUs: 0, samples: 0, sumUs: 0 }),
  update(state, config, { rttUs, inflight }) {
    average(state, config.longWindow, rttUs)
    const longUs = state.longRttUs
    if (longUs > RECOVERY.ratio * rttUs) state.longRttUs *= RECOVERY.factor
    if (inflight < state.limit / 2) return
    const gradient = Math.max(STEEPEST, Math.min(1, (config.rttTolerance * longUs) / rttUs))
    const aim = state.limit * gradient + config.queue
    const smoothed = state.limit * (1 - config.smoothing) + aim * config.smoothing
    state.limit = Math.max(config.min, Math.min(config.max, smoothed))
  },
  limitOf: ({ limit }) => Math.floor(limit),
}

/** An exponential average of about `window` samples, which begins as the mean of the first ones. */
function average(state: Gradient2State, window: number, rttUs: number): void {
  if (state.samples < WARM_UP) {
    state.samples++
    state.sumUs += rttUs
    state.longRttUs = state.sumUs / state.samples
    return
  }
  const weight = 2 / (window + 1)
  state.longRttUs = state.longRttUs * (1 - weight) + rttUs * weight
}
