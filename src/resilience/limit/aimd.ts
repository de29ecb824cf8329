/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989), as in Netflix concurrency-limits' AIMDLimit: one more while at
 * least half of the limit is in use, a tenth less at every request that was dropped or took too long.
 */
import type { LimitLaw } from './limit'

export interface AimdConfig {
  initial: number
  min: number
  max: number
  backoffRatio: number // [0.5, 1)
  timeoutUs: number // slower than this is as bad as dropped
}
export const AIMD_DEFAULTS: AimdConfig = { initial: 20, min: 20, max: 200, backoffRatio: 0.9, timeoutUs: 5_000_000 }

export const aimdLimit: LimitLaw<AimdConfig, { limit: number }> = {
  start: ({ initial }) => ({ limit: initial }),
  update(state, { min, max, backoffRatio, timeoutUs }, { dropped, rttUs, inflight }) {
    let { limit } = state
    if (dropped || rttUs > timeoutUs) limit = Math.floor(limit * backoffRatio)
    else if (inflight * 2 >= limit) limit += 1
    state.limit = Math.min(max, Math.max(min, limit))
  },
  limitOf: ({ limit }) => limit,
}
