/** What an API instance is told and keeps about copies of the store's data, and what one request has to do with them. */
import { CAUSE } from '../../cluster'
import type { Flights } from '../../resilience/cache'
import { noFlights } from '../../resilience/cache'

export interface CopiesConfig {
  first: 'cache' | 'store'
  writes: 'leave' | 'forget' | 'through' // what a write does to the copy of its key
  coalesces: boolean
  staleIfErrorUs: number // a copy made so long ago stands in where the store does not answer; 0: none does
  timeoutUs: number // of the cache
  provenFrom: number // so many replicas prove a read of the mode's own level to be fresh
  provesWrites: boolean // whether versions follow the order of acknowledgements
}
/** What an instance keeps about copies. */
export interface CopyingState {
  flights: Flights
  clockUs: number // the cache's clock as last told; −1: never
  stoodIn: number // answers from a copy for want of the store's
}
/** A copy as it was told of, by this instance's own clock. */
export interface Copy {
  value: number
  version: number
  ageUs: number // upper bound of its age at `atUs`; −1: unknown
  copyUs: number // how long before `atUs` it was made; −1: unknown
  atUs: number
}
/** Of one request. */
export interface CopyCall {
  awaits: '' | 'first' | 'rescue' // what the cache's answer is for
  askedUs: number
  timer: number
  spare: Copy | null // a copy that was no answer at first
  fetches: boolean // others wait for what it fetches
  clockUs: number // the cache's clock, when the store was asked
  fetchedUs: number // own clock then
  cause: number // why the store's answer is not there
}
export function noCopying(config: CopiesConfig | null): CopyingState | null {
  return config && { flights: noFlights(), clockUs: -1, stoodIn: 0 }
}
export const NO_CALL: CopyCall = {
  awaits: '',
  askedUs: 0,
  timer: -1,
  spare: null,
  fetches: false,
  clockUs: -1,
  fetchedUs: 0,
  cause: CAUSE.none,
}
