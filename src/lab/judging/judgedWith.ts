/**
 * Which operations a journey is judged over: its reads together with all writes to the keys that they read, also those of
 * other journeys and of background workers. Users and orders have keys of their own.
 */
import { operationClassesOf } from '../../scenarios/operationClasses'
import type { Scenario, StepSpec } from '../../scenarios/scenario'

export type KeyKind = 'user' | 'order'

/** By operation class: what its keys are; null where it is about none. Workers write under users' keys. */
export function keyKindsOf(scenario: Scenario): (KeyKind | null)[] {
  const steps = scenario.groups.flatMap((group) =>
    group.role === 'clients' ? group.journeys.flatMap((journey) => journey.steps) : [],
  )
  return operationClassesOf(scenario).map(({ journey }, index) => (journey < 0 ? 'user' : keyKindOf(steps[index])))
}
function keyKindOf(step: StepSpec): KeyKind | null {
  if (step.op === 'read' || step.op === 'write') return step.key
  return step.op === 'transfer' ? 'user' : null
}

/** The kinds of keys that a journey's reads are about. */
export function readKindsOf(scenario: Scenario, journey: number): ReadonlySet<KeyKind> {
  const kinds = keyKindsOf(scenario)
  const classes = operationClassesOf(scenario)
  return new Set(classes.flatMap((c, i) => (c.journey === journey && c.kind === 'read' ? (kinds[i] ?? []) : [])))
}

/** By operation class. */
export function judgedWith(scenario: Scenario, journey: number): boolean[] {
  const kinds = keyKindsOf(scenario)
  const read = readKindsOf(scenario, journey)
  return operationClassesOf(scenario).map((c, i) => {
    const kind = kinds[i]
    return kind !== null && read.has(kind) && (c.kind !== 'read' || c.journey === journey)
  })
}
