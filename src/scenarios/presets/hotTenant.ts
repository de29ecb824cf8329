/**
 * A hot tenant: four shops share a web tier, and for half a minute one of them has eight times its usual customers. First come, first
 * served, all shops' customers wait and fail alike, for what one of them brings (a "noisy neighbour"). In the second each shop may send
 * so many requests a second and no more, to each server: those of the hot one beyond are turned away, and the others notice nothing.
 */
import type { CapacitySpec, Scenario } from '../scenario'
import { TWO_SERVERS, webShop } from './webShop'

const SHOPS = ['north', 'east', 'south', 'west']

function shared(id: string, capacity: CapacitySpec): Scenario {
  const shop = webShop(id, {
    journeys: [{ id: 'browse', ratePerSecond: 100, deadlineUs: 1_000_000, steps: [{ op: 'call' }] }],
    tenants: SHOPS.map((name) => ({
      id: name,
      users: 2_500,
      ...(name === 'north' ? { surges: [{ fromUs: 35_000_000, toUs: 65_000_000, factor: 8 }] } : {}),
    })),
    capacity,
  })
  const promised = { journey: 'browse', target: 0.99 }
  const objectives = SHOPS.map((tenant) => ({ ...promised, tenant, kind: 'availability' as const }))
  return { ...shop, objectives: [...objectives, { ...promised, kind: 'latency', thresholdUs: 500_000 }] }
}

export const hotTenant = shared('hot-tenant', TWO_SERVERS)
export const hotTenantLimited = shared('hot-tenant-limited', {
  ...TWO_SERVERS,
  admission: { rate: { per: 'tenant', perSecond: 40, burst: 20 } },
})
