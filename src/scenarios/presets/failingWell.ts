/**
 * Failing well: the storefront, whose dashboards leave a copy in the cache, and are answered from it where a shard does not answer:
 * they say so, and how old it is. What is a copy cannot be bought with: checkouts still insist on two replicas.
 */
import type { Scenario } from '../scenario'
import { storefront } from './storefront'

export const failingWell: Scenario = {
  ...storefront,
  id: 'failing-well',
  groups: storefront.groups.map((group) => {
    if (group.role === 'api') return { ...group, copies: { first: 'store', staleIfErrorUs: 120_000_000 } }
    if (group.role === 'cache') return { ...group, entries: 2_000 }
    if (group.role !== 'clients') return group
    return {
      ...group,
      journeys: group.journeys.map((journey) =>
        journey.id === 'dashboard'
          ? { ...journey, steps: [{ op: 'read', key: 'user', r: 1, recommendations: true, copies: true }] }
          : journey,
      ),
    }
  }),
}
