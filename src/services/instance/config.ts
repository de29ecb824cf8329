/** What every instance of a stateless service may be told, beside its role's own configuration. */
import type { ClusterNode, Membership } from '../../cluster'

export interface InstanceConfig {
  /** Null: it always takes part, and reports to nobody. */
  grows: {
    standsBy: boolean // until it is added
    bootUs: number // from being added, or restarted, until it serves
    reportsTo: readonly number[] // node indices: balancers that call it, autoscalers that scale it
  } | null
}
export const growsOf = (node: ClusterNode): InstanceConfig['grows'] =>
  (node.config as { instance?: InstanceConfig } | null)?.instance?.grows ?? null
export const membershipOf = (node: ClusterNode): Membership => node.membership as Membership

/** Beyond the kinds of any role's own timers. */
export const INSTANCE_TIMER = { sample: 101, booted: 102 } as const

export const SAMPLE_US = 100_000
export const SAMPLES_PER_REPORT = 5
export const REPORT_US = SAMPLE_US * SAMPLES_PER_REPORT
/** A draining instance stands by once it has had nothing to do for so long: whoever missed its report has heard the next by then. */
export const QUIET_US = 2 * REPORT_US
