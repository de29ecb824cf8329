/** The same scenario with its store in another replication mode: the same shards, the same workload, the same faults. */
import { refusal } from '../refusal'
import type { Scenario } from '../scenario'
import { validateScenario } from '../schema'
import type { ModeName } from './index'
import { MODE_NAMES, STORE_MODES } from './index'

/** Throws scenario.invalid where there is no store, or where a journey needs what the mode cannot do. */
export function withMode(scenario: Scenario, mode: ModeName): Scenario {
  const to = STORE_MODES.find(({ name }) => name === mode)
  if (!to)
    throw refusal('scenario.invalid', {
      field: 'replication.mode',
      problem: 'notOneOf',
      allowed: MODE_NAMES.join(', '),
      got: mode,
    })
  if (!scenario.groups.some(({ role }) => role === 'store'))
    throw refusal('scenario.invalid', { field: 'groups', problem: 'needsStore', allowed: 'store', got: scenario.id })
  const groups = scenario.groups.map((group) => {
    if (group.role !== 'store' || group.replication.mode === mode) return group
    return { ...group, replication: to.defaults(group.replicas) }
  })
  return validateScenario({ ...scenario, groups })
}
