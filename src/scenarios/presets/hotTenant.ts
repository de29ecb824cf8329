/**
 * A hot tenant: four shops share a web tier, and for half a minute one of them has eight times its usual customers. First come, first
 * served, all shops' customers wait and fail alike, for what one of them brings (a "noisy neighbour"). In the second each shop may send
 * so many requests a second and no more, to each server: those of the hot one beyond are turned away, and the others notice nothing.
 */
import type { CapacitySpec, Scenario } from '../scenario'

const SHOPS = ['north', 'east', 'south', 'west']
const WEB: CapacitySpec = { workers: 4, queue: 200, service: { kind: 'exponential', meanUs: 40_000 } }

function shared(id: string, capacity: CapacitySpec): Scenario {
  return {
    version: 1,
    id,
    zones: ['internet', 'a', 'b'],
    latency: { kind: 'exponential', meanUs: 200, plusUs: 200 },
    crossZoneUs: 600,
    groups: [
      {
        id: 'customers',
        role: 'clients',
        count: 1,
        zones: ['internet'],
        calls: 'balancer',
        users: {
          count: 10_000,
          active: 1_000,
          zipf: 0,
          tenants: SHOPS.map((shop) => ({
            id: shop,
            users: 2_500,
            ...(shop === 'north' ? { surges: [{ fromUs: 35_000_000, toUs: 65_000_000, factor: 8 }] } : {}),
          })),
        },
        journeys: [{ id: 'browse', ratePerSecond: 100, deadlineUs: 1_000_000, steps: [{ op: 'call' }] }],
      },
      {
        id: 'balancer',
        role: 'balancer',
        count: 1,
        zones: ['a'],
        calls: 'web',
        strategy: 'roundRobin',
        timeoutUs: 5_000_000,
      },
      { id: 'web', role: 'server', count: 2, zones: ['a', 'b'], capacity },
    ],
    links: [
      {
        from: 'customers',
        to: 'balancer',
        latency: { kind: 'logNormal', medianUs: 18_000, sigma: 0.35 },
        crossZoneUs: 0,
      },
      { from: 'balancer', to: 'web' },
    ],
    layout: { customers: { x: 10, y: 50 }, balancer: { x: 42, y: 50 }, web: { x: 80, y: 50 } },
    openAtUs: 30_000_000,
  }
}

export const hotTenant = shared('hot-tenant', WEB)
export const hotTenantLimited = shared('hot-tenant-limited', {
  ...WEB,
  admission: { rate: { per: 'tenant', perSecond: 40, burst: 20 } },
})
