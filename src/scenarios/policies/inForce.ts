/** The entries of a group that hold anywhere, each with what it holds for: what others of its edge are more specific about is left out. */
import type { GroupSpec, Scenario } from '../scenario'
import { callEdges } from './edges'
import { entriesOf, isGuarded, listedOf, placeFor } from './effective'
import type { CallOperation, CallPolicySpec } from './spec'

export interface PolicyInForce {
  entry: CallPolicySpec
  guard: number // its place among the guards of the group's nodes, −1: nothing is asked before its calls
  operations: CallOperation[]
  journeys: string[] // whose calls; empty but on the clients' own edge
  isWhole: boolean // whether it holds for all that travels its edge
}

export function policiesInForce(scenario: Scenario, group: GroupSpec): PolicyInForce[] {
  const entries = entriesOf(scenario, group)
  const listed = listedOf(scenario, group).length
  const guarded = entries.filter(isGuarded)
  return entries.flatMap((entry, i) => {
    const calls = callsTo(scenario, group, entry.to)
    const held = calls.filter(({ operation, journey }) => placeFor(entries, listed, entry.to, operation, journey) === i)
    if (held.length === 0) return []
    return [
      {
        entry,
        guard: guarded.indexOf(entry),
        operations: [...new Set(held.map(({ operation }) => operation))],
        journeys: [...new Set(held.flatMap(({ journey }) => journey ?? []))],
        isWhole: held.length === calls.length,
      },
    ]
  })
}

interface Call {
  operation: CallOperation
  journey?: string
}
/** Every kind of call from a group to another, each once. */
function callsTo(scenario: Scenario, group: GroupSpec, to: string): Call[] {
  if (group.role !== 'clients')
    return callEdges(scenario)
      .filter((edge) => edge.from === group.id && edge.to === to)
      .flatMap(({ operations }) => operations.map((operation) => ({ operation })))
  return group.journeys.flatMap(({ id, steps, calls }) =>
    (calls ?? group.calls) !== to
      ? []
      : [...new Set(steps.map(({ op }) => op))].map((operation) => ({ operation, journey: id })),
  )
}
