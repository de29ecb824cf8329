/** Who calls whom in a scenario, with which operations, and what the policy of such an edge may say. */
import type { GroupSpec, Scenario, StepSpec } from '../scenario'
import type { CallOperation } from './spec'

/** What may be set on some edges only. */
export type EdgeAbility = 'retry' | 'hedge' | 'tied' | 'fallback' | 'waiting' | 'journeys' | 'deadline' | 'shards'
export interface CallEdge {
  from: string
  to: string
  operations: readonly CallOperation[]
  abilities: readonly EdgeAbility[]
}

const USERS: readonly CallOperation[] = ['read', 'write', 'transfer', 'submit', 'call']

/** Every edge that calls travel, in the order of the groups. */
export function callEdges(scenario: Scenario): CallEdge[] {
  return scenario.groups.flatMap((group) => edgesOf(scenario, group))
}

function edgesOf(scenario: Scenario, group: GroupSpec): CallEdge[] {
  const to = (
    called: string | undefined,
    operations: readonly CallOperation[],
    ...abilities: EdgeAbility[]
  ): CallEdge[] => (called === undefined ? [] : [{ from: group.id, to: called, operations, abilities }])
  switch (group.role) {
    case 'clients':
      return calledBy(group).flatMap((called) => {
        const steps = group.journeys.flatMap((one) => ((one.calls ?? group.calls) === called ? one.steps : []))
        return to(called, operationsOf(steps), 'retry', 'hedge', 'journeys')
      })
    case 'balancer':
      return to(group.calls, operationsOfUsers(scenario), 'waiting', 'hedge', 'tied')
    case 'api': {
      const store = scenario.groups.find(({ id }) => id === group.store)
      // Where it asks the replicas itself, there is no one call to guard.
      const asks =
        store?.role === 'store' && store.replication.mode === 'quorum' && store.replication.coordinator === 'client'
          ? undefined
          : group.store
      return [
        ...to(asks, ['read', 'write', 'transfer'], 'retry', 'hedge', 'tied', 'deadline', 'shards'),
        ...to(group.recommendations?.calls, ['recommend'], 'retry', 'fallback', 'deadline'),
        ...to(group.cache, ['lookUp'], 'deadline'),
        ...to(group.queue, ['submit'], 'deadline'),
      ]
    }
    case 'queue':
      return to(group.calls, operationsOfUsers(scenario))
    case 'worker':
      return to(group.store, ['write'], 'retry', 'shards')
    default:
      return []
  }
}
function operationsOfUsers(scenario: Scenario): CallOperation[] {
  return operationsOf(
    scenario.groups.flatMap((group) =>
      group.role === 'clients' ? group.journeys.flatMap((journey) => journey.steps) : [],
    ),
  )
}
/** The groups that users call, each once: the clients' own first, if any journey calls it. */
export function calledBy({ calls, journeys }: Extract<GroupSpec, { role: 'clients' }>): string[] {
  const called = new Set(journeys.map((journey) => journey.calls ?? calls))
  return [...called].sort((a, b) => Number(b === calls) - Number(a === calls))
}
function operationsOf(steps: readonly StepSpec[]): CallOperation[] {
  return USERS.filter((op) => steps.some((step) => step.op === op))
}
