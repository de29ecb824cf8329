import type { LimitContext } from 'faultline'

interface State {
  longRttUs: number
  samples: number // up to WARM_UP, while the average is a plain mean
  sumUs: number
}
export const initial: State = { longRttUs: 0, samples: 0, sumUs: 0 }

const WARM_UP = 10
const STEEPEST = 0.5

/**
 * Netflix concurrency-limits' Gradient2Limit: the limit follows the ratio of a long average of the round trip to the present one,
 * plus room for a short queue, and is smoothed. A limit that is not half in use tells nothing and stays.
 */
export default function gradient({ limit, rttUs, inflight, settings }: LimitContext, state: State): number {
  const { min = 1, max = 200, queue = 4, smoothing = 0.2, longWindow = 600, rttTolerance = 1.5 } = settings
  average(state, longWindow, rttUs)
  const longUs = state.longRttUs
  // Twice the present round trip: load has eased, and the average is pulled down.
  if (longUs > 2 * rttUs) state.longRttUs *= 0.95
  if (inflight < limit / 2) return limit
  const slope = Math.max(STEEPEST, Math.min(1, (rttTolerance * longUs) / rttUs))
  const aim = limit * slope + queue
  const smoothed = limit * (1 - smoothing) + aim * smoothing
  return Math.max(min, Math.min(max, smoothed))
}

/** An exponential average of about `window` samples, which begins as the mean of the first ones. */
function average(state: State, window: number, rttUs: number): void {
  if (state.samples < WARM_UP) {
    state.samples++
    state.sumUs += rttUs
    state.longRttUs = state.sumUs / state.samples
    return
  }
  const weight = 2 / (window + 1)
  state.longRttUs = state.longRttUs * (1 - weight) + rttUs * weight
}
