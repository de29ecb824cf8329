/** From what a scenario says of shedding to what a node needs, with the laws' defaults put in. */
import type { Admission } from '../cluster'
import { Distribution } from '../kernel'
import { limitConfig } from '../resilience/limit'
import { extra } from './behaviours'
import { isTied } from './instances/needs'
import { usersOf } from './partitions'
import type { CapacitySpec, Scenario } from './scenario'
import { tenantEndsOf } from './tenants'

/** Null where a group sheds nothing but what finds its queue full. */
export function admissionOfGroup(
  scenario: Scenario,
  group: string,
  capacity: CapacitySpec | undefined,
): Admission | null {
  const sheds = sheddingOf(scenario, capacity)
  return isTied(scenario, group) ? extra('instances').tiedAdmission(sheds) : sheds
}
function sheddingOf(scenario: Scenario, capacity: CapacitySpec | undefined): Admission | null {
  const admission = capacity?.admission
  if (!admission) return null
  return extra('shedding').admissionOf({
    order: admission.order ?? 'oldest',
    deadline: admission.deadline ?? false,
    priority: admission.priority ?? null,
    rate: admission.rate ?? null,
    tenants: admission.rate?.per === 'tenant' ? { ends: tenantEndsOf(scenario), users: usersOf(scenario) } : null,
    limit: admission.limit ? limitConfig(admission.limit) : null,
    codel: admission.codel ?? null,
    delay: admission.delay ?? null,
    meanServiceUs: Distribution.of(capacity.service).meanUs(),
  })
}
