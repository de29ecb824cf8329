/** What a service sheds and in which order it serves, resolved from its scenario. Every part may be left out. */
import type { TenantEnds } from '../../cluster'
import type { LimitConfig } from '../../resilience/limit'
import type { RateLimitConfig } from '../../resilience/rateLimit'
import type { CodelConfig, ControlledDelayConfig, PriorityShares } from '../../resilience/shed'

/**
 * Who is served next: whoever came first, whoever came last, the most important, or (Maurer 2015) whoever came first until
 * the queue has not been empty for an interval, and from then on whoever came last.
 */
export type Order = 'oldest' | 'newest' | 'important' | 'adaptive'

export interface AdmissionConfig {
  order: Order
  /** Turns away what could not be answered before its deadline, by the queue and the pace of late. */
  deadline: boolean
  /** Shares of the queue that each criticality may fill. */
  priority: PriorityShares | null
  rate: RateLimitConfig | null
  /** With a rate of which each tenant has its own bucket; null: all have one. */
  tenants: { ends: TenantEnds; users: number } | null // key k belongs to user k mod users
  /** On work in service and waiting. */
  limit: LimitConfig | null
  codel: CodelConfig | null
  /** With the adaptive order: how long one may wait, in calm and under overload. */
  delay: ControlledDelayConfig | null
  meanServiceUs: number // of one piece of work, to begin with
}
