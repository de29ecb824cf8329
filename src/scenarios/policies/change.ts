/** A scenario whose calls are set otherwise. What comes of it has not been validated. */
import type { AdmissionSpec, GroupSpec, Scenario } from '../scenario'
import type { CallPolicySpec } from './spec'

/** With exactly these entries for an edge, where its first one stood: what its groups' own fields say of it gives way to them. */
export function withEdgePolicies(
  scenario: Scenario,
  { from, to }: { from: string; to: string },
  entries: readonly CallPolicySpec[],
): Scenario {
  const { policies: before = [], ...rest } = scenario
  const isOfEdge = (entry: CallPolicySpec): boolean => entry.from === from && entry.to === to
  const first = before.findIndex(isOfEdge)
  const others = before.filter((entry) => !isOfEdge(entry))
  const at = first < 0 ? others.length : first
  const policies = [...others.slice(0, at), ...entries, ...others.slice(at)]
  const groups = scenario.groups.map((group) => (group.id === from ? withoutOwn(group, to) : group))
  return { ...rest, groups, ...(policies.length > 0 ? { policies } : {}) }
}

/** A timeout of recommendations stays: their calls have none without it. */
function withoutOwn(group: GroupSpec, to: string): GroupSpec {
  switch (group.role) {
    case 'clients':
      return group.calls === to ? { ...group, journeys: group.journeys.map((one) => without(one, 'retry')) } : group
    case 'api': {
      const { recommendations: called } = group
      const rest = group.store === to ? without(group, 'storeRetry') : group
      return called?.calls === to ? { ...rest, recommendations: without(called, 'breaker') } : rest
    }
    case 'worker':
      return group.store === to ? without(group, 'storeRetry') : group
    default:
      return group
  }
}
function without<T extends object>(value: T, field: keyof T): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field)) as T
}

/** With what a group turns away; undefined: nothing but what finds its queue full. It must have a capacity. */
export function withAdmission(scenario: Scenario, id: string, admission: AdmissionSpec | undefined): Scenario {
  const groups = scenario.groups.map((group) => {
    if (group.id !== id || !group.capacity) return group
    const capacity = without(group.capacity, 'admission')
    return { ...group, capacity: admission ? { ...capacity, admission } : capacity }
  })
  return { ...scenario, groups }
}
