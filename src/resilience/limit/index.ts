/** Concurrency limits: the limiter, and the laws that move its limit. */
export { AIMD_DEFAULTS, aimdLimit } from './aimd'
export type { AimdConfig } from './aimd'
export { GRADIENT2_DEFAULTS, gradient2Limit } from './gradient2'
export type { Gradient2Config } from './gradient2'
export { acquire, fixedLimit, release } from './limit'
export type { LimitLaw, Limiter, Sample } from './limit'
export { VEGAS_DEFAULTS, vegasLimit } from './vegas'
export type { VegasConfig } from './vegas'
