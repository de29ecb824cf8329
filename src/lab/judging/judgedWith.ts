/**
 * Which operations a journey is judged over: its reads together with all writes to the keys that they read, also those of
 * other journeys and of background workers. Users and orders have keys of their own. All of it plain data, so that the judge
 * needs to know nothing of scenarios.
 */
import { journeysOf, operationClassesOf } from '../../scenarios/operationClasses'
import type { Scenario, StepSpec } from '../../scenarios/scenario'
import type { OperationClass } from '../../telemetry'
import { GUARANTEES, type Guarantee, type UnknownWhy } from './verdict'
import { weakWritersOf } from './weakWriters'

export type KeyKind = 'user' | 'order'

/** What a judge must know of a run's scenario. */
export interface Docket {
  classes: OperationClass[]
  /** Journeys that read; of the others there is nothing to judge. */
  journeys: Judged[]
}
export interface Judged {
  journey: string
  index: number
  /** By operation class: whether it is judged with this journey. */
  keeps: boolean[]
  /** Journeys (null: background workers) whose weaker writes let this one's strong reads miss them. */
  voidedBy: (string | null)[]
  /** What cannot be said, from the beginning, and why. */
  unknown: Partial<Record<Guarantee, UnknownWhy>>
}

export function docketOf(scenario: Scenario): Docket {
  const journeys = journeysOf(scenario).flatMap((journey, index): Judged[] => {
    if (readKindsOf(scenario, index).size === 0) return []
    const keeps = judgedWith(scenario, index)
    return [{ journey, index, keeps, voidedBy: weakWritersOf(scenario, index), unknown: unknowable(scenario, index) }]
  })
  return { classes: operationClassesOf(scenario).map(({ journey, kind }) => ({ journey, kind })), journeys }
}

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

/** Counters, sets and balances are no registers; and where siblings are kept, an older version is not lost. */
function unknowable(scenario: Scenario, journey: number): Judged['unknown'] {
  const store = scenario.groups.find((group) => group.role === 'store')
  if (store?.role !== 'store') return {}
  const { replication } = store
  const merges = replication.mode === 'crdt' && replication.type !== 'lwwRegister'
  const pays = operationClassesOf(scenario).some(({ kind }) => kind === 'transfer')
  if (merges || (pays && readKindsOf(scenario, journey).has('user')))
    return Object.fromEntries(GUARANTEES.map((guarantee) => [guarantee, 'notRegisters']))
  const siblings =
    (replication.mode === 'dynamo' && replication.versions === 'vectorClock') ||
    (replication.mode === 'multileader' && replication.resolution !== 'lastWriterWins')
  return siblings ? { writesKept: 'siblings' } : {}
}
