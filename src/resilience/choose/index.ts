/** What each instance counts for, and choosing the least loaded of a few. */
export { leastOf } from './choosers'
export { checked, HEALTH_DEFAULTS, newHealth, orPanic, weightNow } from './health'
export type { Health, HealthConfig } from './health'
