/**
 * What a scenario's journeys promise. A scenario that says nothing promises of each journey that 99 % of its operations are answered
 * in time, 99 % of those answered within half of the deadline, and, where it reads, that 99 % of its reads are fresh.
 */
import { journeysOf } from './operationClasses'
import type { JourneySpec, ObjectiveSpec, Scenario } from './scenario'
import { tenantsOf } from './tenants'

/**
 * A month in 72 minutes: runs last minutes, and their alerts' windows are those of the SRE Workbook at 600 times the pace, so that
 * an hour of the book is six seconds.
 */
export const PERIOD_US = 4_320_000_000
const TARGET = 0.99

export function objectivesOf(scenario: Scenario): (ObjectiveSpec & { periodUs: number })[] {
  const specs = scenario.objectives ?? journeySpecs(scenario).flatMap(defaultsOf)
  return specs.map((spec) => ({ periodUs: PERIOD_US, ...spec }))
}

/** The same by the journeys' and tenants' indices, as a fold needs them. */
export function objectivesByIndex(scenario: Scenario) {
  const journeys = journeysOf(scenario)
  const tenants = tenantsOf(scenario).map(({ id }) => id)
  return objectivesOf(scenario).map(({ journey, tenant, kind, target, thresholdUs, periodUs }) => ({
    journey: journeys.indexOf(journey),
    ...(tenant === undefined ? {} : { tenant: tenants.indexOf(tenant) }),
    kind,
    target,
    thresholdUs: thresholdUs ?? 0,
    periodUs,
  }))
}

export function journeySpecs(scenario: Scenario): JourneySpec[] {
  return scenario.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
}

function defaultsOf({ id, deadlineUs, steps }: JourneySpec): ObjectiveSpec[] {
  const promises: ObjectiveSpec[] = [
    { journey: id, kind: 'availability', target: TARGET },
    { journey: id, kind: 'latency', target: TARGET, thresholdUs: Math.ceil(deadlineUs / 2) },
  ]
  if (steps.some(({ op }) => op === 'read')) promises.push({ journey: id, kind: 'freshness', target: TARGET })
  return promises
}
