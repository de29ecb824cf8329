/** Concurrency limits: what they are set to, and how they move. */
export { learn, limitNow, newLimit } from './limit'
export type { Limit, LimitDecider, Sample } from './limit'
export { AIMD_DEFAULTS, GRADIENT2_DEFAULTS, VEGAS_DEFAULTS, limitConfig } from './settings'
export type { LimitConfig, LimitSpec } from './settings'
