/** Services and what goes with them that few scenarios have: what there is, and which a scenario needs. */
import type * as admission from '../../services/admission'
import type * as stream from '../../services/stream'
import type * as tenants from '../../services/tenants'
import type { InstanceConfigs } from '../instances/configs'
import { needsInstances } from '../instances/needs'
import type { Scenario } from '../scenario'
import { tenantsOf } from '../tenants'

export interface Extras {
  /** Streams and their consumers, and what must hold of them. */
  streams: typeof stream
  /** What balancers that know their instances need, and those instances. */
  instances: InstanceConfigs
  /** How users of several tenants come. */
  tenancy: typeof tenants
  /** What turns work away before its queue is full. */
  shedding: typeof admission
}
export type Extra = keyof Extras

const NEEDS: Record<Extra, (scenario: Scenario) => boolean> = {
  streams: ({ groups }) => groups.some(({ role }) => role === 'stream'),
  instances: needsInstances,
  tenancy: (scenario) => tenantsOf(scenario).length > 0,
  shedding: ({ groups }) => groups.some((group) => 'capacity' in group && group.capacity?.admission !== undefined),
}

export function extrasOf(scenario: Scenario): Extra[] {
  return (Object.keys(NEEDS) as Extra[]).filter((extra) => NEEDS[extra](scenario))
}
