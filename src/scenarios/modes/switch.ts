/** The same scenario with its store in another replication mode, or set otherwise: the same shards, workload and faults. */
import { refusal } from '../refusal'
import type { GroupSpec, Scenario } from '../scenario'
import { validateScenario } from '../schema'
import type { ModeName, ReplicationSpec } from './index'
import { MODE_NAMES, STORE_MODES } from './index'

type Store = Extract<GroupSpec, { role: 'store' }>

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
  return changed(scenario, ({ replicas, replication }) =>
    replication.mode === mode ? replication : to.defaults(replicas),
  )
}

/** Throws scenario.invalid where there is no store, or where it cannot be set so. */
export function withReplication(scenario: Scenario, replication: ReplicationSpec): Scenario {
  return changed(scenario, () => replication)
}

function changed(scenario: Scenario, to: (store: Store) => ReplicationSpec): Scenario {
  if (!scenario.groups.some(({ role }) => role === 'store'))
    throw refusal('scenario.invalid', { field: 'groups', problem: 'needsStore', allowed: 'store', got: scenario.id })
  const groups = scenario.groups.map((group) => (group.role === 'store' ? { ...group, replication: to(group) } : group))
  return validateScenario({ ...scenario, groups })
}
