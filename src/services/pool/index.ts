/** A balancer over a pool of instances: strategies, weights, health and slow start. */
export { atRandom, byChoices, byOutstanding, byUser, inTurn } from './choosers'
export type { Chooser, PoolConfig, PoolState } from './config'
export { pool } from './role'
