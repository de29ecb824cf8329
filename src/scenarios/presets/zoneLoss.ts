/**
 * A zone is lost: a shop over three zones, two API instances and one replica of each shard in each. At 40 s everything in zone b dies
 * at once, at 80 s it comes back. Majorities of the store hold. The balancer learns of it by its health checks: until they have
 * failed often enough, a third of the requests goes to instances that are gone; afterwards four instances carry what six carried,
 * busier and slower, and stay up because there was room for the loss (N + 1 by zone).
 */
import type { Scenario } from '../scenario'

export const zoneLoss: Scenario = {
  version: 1,
  id: 'zone-loss',
  zones: ['internet', 'edge', 'a', 'b', 'c'],
  latency: { kind: 'exponential', meanUs: 200, plusUs: 200 },
  crossZoneUs: 600,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'balancer',
      users: { count: 20_000, active: 600, zipf: 0.9 },
      journeys: [
        {
          id: 'checkout',
          ratePerSecond: 20,
          deadlineUs: 2_000_000,
          steps: [
            { op: 'write', key: 'order', w: 2 },
            { op: 'read', key: 'order', r: 2 },
          ],
        },
        { id: 'dashboard', ratePerSecond: 160, deadlineUs: 1_000_000, steps: [{ op: 'read', key: 'user', r: 2 }] },
      ],
    },
    {
      id: 'balancer',
      role: 'balancer',
      count: 1,
      zones: ['edge'],
      calls: 'api',
      strategy: 'roundRobin',
      timeoutUs: 1_000_000,
      health: { intervalUs: 1_000_000, timeoutUs: 500_000, unhealthyAfter: 3, healthyAfter: 2 },
      slowStartUs: 10_000_000,
    },
    {
      id: 'api',
      role: 'api',
      count: 6,
      countMax: 8,
      bootUs: 5_000_000,
      zones: ['a', 'b', 'c'],
      store: 'store',
      storeRetry: { attempts: 3, timeoutUs: 250_000, backoffUs: 20_000 },
      capacity: { workers: 2, queue: 128, service: { kind: 'logNormal', medianUs: 30_000, sigma: 0.4 } },
    },
    {
      id: 'store',
      role: 'store',
      shards: 3,
      replicas: 3,
      zones: ['a', 'b', 'c'],
      replication: { mode: 'quorum', n: 3, readRepair: true, ack: 'synced', timeoutUs: 200_000 },
      disk: { kind: 'exponential', meanUs: 100 },
      capacity: { workers: 2, queue: 256, service: { kind: 'logNormal', medianUs: 3_000, sigma: 0.5 } },
    },
  ],
  links: [
    {
      from: 'customers',
      to: 'balancer',
      latency: { kind: 'logNormal', medianUs: 18_000, sigma: 0.35 },
      crossZoneUs: 0,
    },
    { from: 'balancer', to: 'api' },
    { from: 'api', to: 'store' },
    { from: 'store', to: 'store' },
  ],
  faults: [
    { atUs: 40_000_000, kind: 'kill', target: { zone: 'b' } },
    { atUs: 80_000_000, kind: 'restart', target: { zone: 'b' } },
  ],
  layout: {
    customers: { x: 6, y: 50 },
    balancer: { x: 25, y: 50 },
    api: { x: 50, y: 50 },
    store: { x: 85, y: 50 },
  },
  openAtUs: 30_000_000,
}
