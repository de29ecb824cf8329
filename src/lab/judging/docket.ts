/** What is to be judged in a run, and how: plain data, so that the judge needs to know nothing of scenarios. */
import { journeysOf, operationClassesOf } from '../../scenarios/operationClasses'
import type { Scenario } from '../../scenarios/scenario'
import type { OperationClass } from '../../telemetry'
import { judgedWith, readKindsOf } from './judgedWith'
import { GUARANTEES, type Guarantee, type UnknownWhy } from './verdict'
import { weakWritersOf } from './weakWriters'

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
