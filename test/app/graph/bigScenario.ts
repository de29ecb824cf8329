/** Fifty nodes and more than two hundred links, with very long names: what the maps must still carry. */
import { storefront } from '../../../src/scenarios/presets/storefront'
import type { Scenario } from '../../../src/scenarios/scenario'

export function bigScenario(): Scenario {
  const groups = storefront.groups.map((g) => {
    if (g.role === 'store') return { ...g, shards: 8, shardsMax: 8 }
    if (g.role === 'api') return { ...g, count: 10 }
    if (g.role === 'worker') return { ...g, count: 10 }
    return g
  })
  return { ...storefront, id: 'big', groups, layout: storefront.layout }
}
