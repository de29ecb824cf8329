/**
 * The web tier that several stories are told of: customers far away, a balancer that takes turns, and two servers that can answer
 * 200 requests a second between them.
 */
import type { CapacitySpec, JourneySpec, Scenario, UsersSpec } from '../scenario'

export const TWO_SERVERS: CapacitySpec = {
  workers: 4,
  queue: 200,
  service: { kind: 'exponential', meanUs: 40_000 },
}

interface Story {
  journeys: JourneySpec[]
  tenants?: UsersSpec['tenants']
  capacity?: CapacitySpec
  faults?: Scenario['faults']
}

export function webShop(id: string, { journeys, tenants, capacity = TWO_SERVERS, faults }: Story): Scenario {
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
        users: { count: 10_000, active: 1_000, zipf: 0, ...(tenants ? { tenants } : {}) },
        journeys,
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
    ...(faults ? { faults } : {}),
    layout: { customers: { x: 10, y: 50 }, balancer: { x: 42, y: 50 }, web: { x: 80, y: 50 } },
    openAtUs: 30_000_000,
  }
}
