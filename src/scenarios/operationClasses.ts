/**
 * Operation classes: what an INVOKE record's detail means. One for each step of each journey, in order, then one for each
 * group of workers, whose writes are operations of their own but no user's (journey −1).
 */
import type { Cluster } from '../cluster'
import type { StepOf } from '../policies'
import { stepOfCount } from '../services/operationCounts'
import type { Scenario } from './scenario'

export interface OperationClass {
  journey: number // index into journeysOf; −1: in the background
  journeyId: string
  step: number
  kind: 'read' | 'write' | 'submit' | 'call' | 'transfer'
  group: string // whose node invokes it
}

export function journeysOf(scenario: Scenario): string[] {
  return scenario.groups.flatMap((g) => (g.role === 'clients' ? g.journeys.map((j) => j.id) : []))
}

export function operationClassesOf(scenario: Scenario): OperationClass[] {
  const journeys = journeysOf(scenario)
  const classes: OperationClass[] = []
  for (const group of scenario.groups) {
    if (group.role !== 'clients') continue
    for (const journey of group.journeys) {
      journey.steps.forEach(({ op: kind }, step) => {
        classes.push({ journey: journeys.indexOf(journey.id), journeyId: journey.id, step, kind, group: group.id })
      })
    }
  }
  for (const group of scenario.groups) {
    if (group.role === 'worker') classes.push({ journey: -1, journeyId: '', step: 0, kind: 'write', group: group.id })
  }
  return classes
}

/** Which step of which journey an operation is, by its name: a client's node, and its count there. */
export function stepsOf(scenario: Scenario, cluster: Cluster): StepOf {
  const journeysAt = new Map(scenario.groups.flatMap((g) => (g.role === 'clients' ? [[g.id, g.journeys]] : [])))
  return (origin, count) => {
    const journeys = journeysAt.get(cluster.nodes[origin].group)
    if (!journeys) return null
    const { journey, step } = stepOfCount(journeys, count)
    return { journey: journeys[journey].id, step }
  }
}
