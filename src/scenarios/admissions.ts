/** From what a scenario says of shedding to what a node needs, with the laws' defaults put in. */
import type { Admission } from '../cluster'
import { Distribution } from '../kernel'
import { AIMD_DEFAULTS, GRADIENT2_DEFAULTS, VEGAS_DEFAULTS } from '../resilience/limit'
import { admissionOf } from '../services/admission'
import type { LimitConfig } from '../services/admission'
import { instancesAtHand } from './behaviours'
import { isTied } from './instances/needs'
import { usersOf } from './partitions'
import type { CapacitySpec, LimitSpec, Scenario } from './scenario'
import { tenantEndsOf } from './tenants'

export function limitConfig(spec: LimitSpec): LimitConfig {
  switch (spec.kind) {
    case 'fixed':
      return spec
    case 'aimd':
      return { ...AIMD_DEFAULTS, ...spec }
    case 'gradient':
      return { ...GRADIENT2_DEFAULTS, ...spec }
    case 'vegas':
      return { ...VEGAS_DEFAULTS, ...spec }
  }
}

/** Null where a group sheds nothing but what finds its queue full. */
export function admissionOfGroup(
  scenario: Scenario,
  group: string,
  capacity: CapacitySpec | undefined,
): Admission | null {
  const sheds = sheddingOf(scenario, capacity)
  return isTied(scenario, group) ? instancesAtHand().tiedAdmission(sheds) : sheds
}
function sheddingOf(scenario: Scenario, capacity: CapacitySpec | undefined): Admission | null {
  const admission = capacity?.admission
  if (!admission) return null
  return admissionOf({
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
