/** Whether a scenario's objectives fit its journeys. */
import { journeySpecs } from '../objectives'
import { refusal } from '../refusal'
import type { Scenario } from '../scenario'
import { tenantsOf } from '../tenants'

/** Each promises something that its journey can keep or break, and says it once. */
export function checkObjectives(scenario: Scenario): void {
  const journeys = journeySpecs(scenario)
  const tenants = tenantsOf(scenario).map(({ id }) => id)
  const seen = new Set<string>()
  scenario.objectives?.forEach(({ journey, tenant, kind, thresholdUs }, o) => {
    const invalid = (field: string, problem: string, allowed: string, got: unknown) =>
      refusal('scenario.invalid', { field: `objectives[${o}]${field}`, problem, allowed, got })
    const found = journeys.find(({ id }) => id === journey)
    if (!found) throw invalid('.journey', 'unknownJourney', journeys.map(({ id }) => id).join(', '), journey)
    if (tenant !== undefined && !tenants.includes(tenant))
      throw invalid('.tenant', tenants.length > 0 ? 'unknownTenant' : 'needsTenants', tenants.join(', '), tenant)
    const fits = `1 to ${found.deadlineUs}`
    if (kind === 'latency' && thresholdUs === undefined) throw invalid('.thresholdUs', 'missing', fits, undefined)
    if (kind !== 'latency' && thresholdUs !== undefined) throw invalid('.thresholdUs', 'onlyOfLatency', 'latency', kind)
    if (thresholdUs !== undefined && thresholdUs > found.deadlineUs)
      throw invalid('.thresholdUs', 'outOfRange', fits, thresholdUs)
    if (kind === 'freshness' && !found.steps.some(({ op }) => op === 'read'))
      throw invalid('.kind', 'readsNothing', 'availability, latency', kind)
    const name = [journey, tenant, kind, thresholdUs].filter((part) => part !== undefined).join(' ')
    if (seen.has(name)) throw invalid('', 'duplicate', '', name)
    seen.add(name)
  })
}
