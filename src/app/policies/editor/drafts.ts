/**
 * What the form holds until it is asked for: for each edge that was changed its entries, for each service what it turns away;
 * the scenario that they make, and where in the form a field of that scenario stands.
 */
import type { CallEdge, CallPolicySpec } from '../../../scenarios/policies'
import { policiesInForce, withAdmission, withEdgePolicies } from '../../../scenarios/policies'
import type { Scenario } from '../../../scenarios/scenario'
import type { Admission } from './admissionParts'
import { CALL_PARTS } from './parts'

export type Edge = Pick<CallEdge, 'from' | 'to'>
export interface Drafts {
  edges: ReadonlyMap<string, readonly CallPolicySpec[]> // by edgeName
  admissions: ReadonlyMap<string, Admission>
}
export const NO_DRAFTS: Drafts = { edges: new Map(), admissions: new Map() }

export function edgeName({ from, to }: Edge): string {
  return `${from} ${to}`
}
/** What is drawn up for an edge; else what the scenario lists, and what of its groups' own fields holds beside that. */
export function entriesAt(scenario: Scenario, drafts: Drafts, edge: Edge): readonly CallPolicySpec[] {
  const drawn = drafts.edges.get(edgeName(edge))
  if (drawn) return drawn
  const isOfEdge = (entry: CallPolicySpec): boolean => edgeName(entry) === edgeName(edge)
  const listed = scenario.policies?.filter(isOfEdge) ?? []
  const caller = scenario.groups.find(({ id }) => id === edge.from)
  const inForce = caller ? policiesInForce(scenario, caller).map(({ entry }) => entry) : []
  return [...listed, ...inForce.filter((entry) => isOfEdge(entry) && !listed.includes(entry))]
}
export function admissionAt({ groups }: Scenario, { admissions }: Drafts, id: string): Admission {
  return admissions.get(id) ?? groups.find((group) => group.id === id)?.capacity?.admission ?? {}
}
/** Whether it can turn work away: it has workers, and takes it as it comes. */
export function canShed({ groups }: Scenario, id: string): boolean {
  const group = groups.find((one) => one.id === id)
  if ((group?.capacity?.workers ?? 0) === 0) return false
  const source = group?.role === 'worker' ? groups.find((one) => one.id === group.takesFrom) : undefined
  return source?.role !== 'stream'
}

/** An entry for all calls that sets nothing says nothing; one for some of them takes them out of what the others say. */
function says(entry: CallPolicySpec): boolean {
  return (
    entry.operations !== undefined ||
    entry.journeys !== undefined ||
    CALL_PARTS.some(({ name }) => entry[name] !== undefined)
  )
}

export function drafted(scenario: Scenario, { edges, admissions }: Drafts): Scenario {
  let made = scenario
  for (const [name, entries] of edges) {
    const [from, to] = name.split(' ')
    made = withEdgePolicies(made, { from, to }, entries.filter(says))
  }
  for (const [id, admission] of admissions)
    made = withAdmission(made, id, Object.keys(admission).length > 0 ? admission : undefined)
  return made
}

export type Place = { edge: Edge; entry: number; path: string } | { admits: string; path: string }

/** Where a field of the drafted scenario stands in the form; null: somewhere else. */
export function placeOf(scenario: Scenario, drafts: Drafts, field: string): Place | null {
  const path = field.replace(/\[(\d+)\]/g, '.$1')
  const listed = /^policies\.(\d+)\.(.+)$/.exec(path)
  if (listed) return entryPlace(scenario, drafts, Number(listed[1]), listed[2])
  const shed = /^groups\.(\d+)\.capacity\.admission\.?(.*)$/.exec(path)
  if (shed) return { admits: scenario.groups[Number(shed[1])].id, path: shed[2] }
  return null
}
function entryPlace(scenario: Scenario, drafts: Drafts, index: number, path: string): Place {
  const { policies = [] } = drafted(scenario, drafts)
  const edge = policies[index]
  const before = policies.slice(0, index).filter((one) => edgeName(one) === edgeName(edge)).length
  const telling = entriesAt(scenario, drafts, edge).flatMap((entry, i) => (says(entry) ? [i] : []))
  return { edge, entry: telling[before], path }
}

/** Whether two pieces of plain data say the same, in whatever order their fields stand. */
export function sameData(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameData((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}
