import type { LimitContext } from 'faultline'

interface State {
  shortestUs: number // 0: none seen
  sinceProbe: number // samples
  probeJitter: number
}
/** The first probe comes when the jitter's mean says; later ones draw theirs. */
export const initial: State = { shortestUs: 0, sinceProbe: 0, probeJitter: 0.75 }

/**
 * Netflix concurrency-limits' VegasLimit, after TCP Vegas (Brakmo and Peterson, 1995): the shortest round trip ever seen is taken
 * for one without waiting, so that limit × (1 − shortest / present) requests must be waiting somewhere. Few: grow; many: shrink.
 * Now and then the shortest round trip is measured anew: every jitter × multiplier × limit samples, jitter uniform in 0.5 to 1.
 */
export default function vegas(context: LimitContext, state: State): number {
  const { limit, rttUs, random, settings } = context
  const { max = 1_000, smoothing = 1, probeMultiplier = 30 } = settings
  state.sinceProbe++
  if (state.probeJitter * probeMultiplier * limit <= state.sinceProbe) {
    state.probeJitter = 0.5 + random() / 2
    state.sinceProbe = 0
    state.shortestUs = rttUs
    return limit
  }
  if (state.shortestUs === 0 || rttUs < state.shortestUs) {
    state.shortestUs = rttUs
    return limit
  }
  const aim = aimOf(context, state.shortestUs)
  if (aim === limit) return limit
  const clamped = Math.max(1, Math.min(max, aim))
  return (1 - smoothing) * limit + smoothing * clamped
}

function aimOf({ limit, rttUs, inflight, dropped }: LimitContext, shortestUs: number): number {
  const step = stepOf(limit)
  const waiting = Math.ceil(limit * (1 - shortestUs / rttUs))
  if (dropped) return limit - step
  if (inflight * 2 < limit) return limit
  if (waiting <= step) return limit + 6 * step
  if (waiting < 3 * step) return limit + step
  return waiting > 6 * step ? limit - step : limit
}
/** The whole part of the limit's decimal logarithm, 1 at least: all bounds are multiples of it. */
function stepOf(limit: number): number {
  let digits = 0
  for (let rest = Math.floor(limit); rest >= 10; rest /= 10) digits++
  return Math.max(1, digits)
}
