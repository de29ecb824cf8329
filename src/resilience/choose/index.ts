/** Choosing an instance: the choosers, and what each instance counts for. */
export { leastOf, leastOfChoices, leastOutstanding, weightedRandom } from './choosers'
export { byHash } from './hashed'
export { checked, HEALTH_DEFAULTS, newHealth, orPanic, weightNow } from './health'
export type { Health, HealthConfig } from './health'
export { newRoundRobin, nextInTurn } from './smoothRoundRobin'
export type { RoundRobin } from './smoothRoundRobin'
