/**
 * Netflix concurrency-limits' VegasLimit, after TCP Vegas (Brakmo and Peterson, 1995): the shortest round trip ever seen is taken
 * for one without waiting, so that limit × (1 − shortest / present) requests must be waiting somewhere. Few: grow; many:
 * shrink. All bounds are multiples of log10(limit). Now and then the shortest round trip is measured anew.
 */
import { log10 } from '../../kernel'
import type { LimitLaw } from './limit'

export interface VegasConfig {
  initial: number
  max: number
  smoothing: number // (0, 1]
  probeMultiplier: number // probes come every jitter × multiplier × limit samples, jitter uniform in 0.5..1
}
export const VEGAS_DEFAULTS: VegasConfig = { initial: 20, max: 1_000, smoothing: 1, probeMultiplier: 30 }
export interface VegasState {
  limit: number
  shortestUs: number // 0: none seen
  sinceProbe: number // samples
  probeJitter: number
}
/** Multiples of log10(limit). */
const GROW_FAST_TO = 1
const ALPHA = 3
const BETA = 6

export const vegasLimit: LimitLaw<VegasConfig, VegasState> = {
  // The first probe comes when the jitter's mean says; later ones draw theirs.
  start: ({ initial }) => ({ limit: initial, shortestUs: 0, sinceProbe: 0, probeJitter: 0.75 }),
  update(state, config, { rttUs, inflight, dropped }, unit) {
    state.sinceProbe++
    if (state.probeJitter * config.probeMultiplier * state.limit <= state.sinceProbe) {
      state.probeJitter = 0.5 + unit / 2
      state.sinceProbe = 0
      state.shortestUs = rttUs
      return
    }
    if (state.shortestUs === 0 || rttUs < state.shortestUs) {
      state.shortestUs = rttUs
      return
    }
    const aim = aimOf(state, rttUs, inflight, dropped)
    if (aim === state.limit) return
    const clamped = Math.max(1, Math.min(config.max, aim))
    state.limit = (1 - config.smoothing) * state.limit + config.smoothing * clamped
  },
  limitOf: ({ limit }) => Math.floor(limit),
}

function aimOf({ limit, shortestUs }: VegasState, rttUs: number, inflight: number, dropped: boolean): number {
  const step = Math.max(1, Math.floor(log10(Math.floor(limit))))
  const waiting = Math.ceil(limit * (1 - shortestUs / rttUs))
  if (dropped) return limit - step
  if (inflight * 2 < limit) return limit
  if (waiting <= GROW_FAST_TO * step) return limit + BETA * step
  if (waiting < ALPHA * step) return limit + step
  return waiting > BETA * step ? limit - step : limit
}
