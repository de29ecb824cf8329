/** The module `faultline` that policy code imports its types from. Types only: nothing of it exists while code runs. */
export type { Moment } from './contract'
export type * from './balancer/types'
export type * from './replica/types'
export type * from './calls'
export type * from './retry/types'
export type * from './program/types'
export type * from './breakerTrip/types'
export type * from './breakerTrial/types'
