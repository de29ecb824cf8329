/** Which features a scenario's services have, to be switched off and on while it runs. */
import type { FeatureFlag } from '../cluster'
import type { GroupSpec, Scenario } from './scenario'

export function featuresOf(api: Extract<GroupSpec, { role: 'api' }>): FeatureFlag[] {
  return [
    ...(api.recommendations ? (['recommendations'] as const) : []),
    ...(api.copies ? (['freshData'] as const) : []),
  ]
}
/** Of all its services. */
export function features(scenario: Scenario): FeatureFlag[] {
  return [...new Set(scenario.groups.flatMap((group) => (group.role === 'api' ? featuresOf(group) : [])))]
}
