import type { Moment } from '../contract'

/** Which instance gets a request. Asked by a load balancer, once for every request. */
export interface BalancerContext extends Moment {
  /** All instances, whether they may be chosen or not. */
  readonly instances: readonly BalancedInstance[]
  /** The user who asks, a whole number: the same user asks again and again. */
  readonly user: number
  /**
   * Indices of all instances in the order in which consistent hashing would have them for this user: the first is where the
   * user always goes while it may be chosen (a hash ring: Karger 1997).
   */
  readonly preference: readonly number[]
  /** How many instances a choice looks at, where the balancer is set to look at some. */
  readonly choices: number
  /** How many times the mean of what is outstanding an instance may have, where the balancer is set to bound that; else −1. */
  readonly boundFactor: number
}
export interface BalancedInstance {
  readonly name: string
  /** Its share of the work: 0 means that it must get none now (it is ill, drains or stands by). */
  readonly weight: number
  /** Requests that this balancer sent it and that were not answered yet. */
  readonly outstanding: number
  /** Whether it stands in the balancer's own zone. */
  readonly isNear: boolean
}
/** Index of the chosen instance; −1: nobody may have it, and the request fails at once. */
export type BalancerAnswer = number
