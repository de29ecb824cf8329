/**
 * A retry storm: a web tier seven tenths busy slows down for ten seconds. Impatient clients retry at once, four attempts a
 * request, so twice the tier's capacity keeps knocking at full queues, where every answer comes after its caller has gone.
 * The slowness ends; the outage does not: a metastable failure (Bronson et al., HotOS 2021).
 */
import type { Scenario } from '../scenario'

export const retryStorm: Scenario = {
  version: 1,
  id: 'retry-storm',
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
      users: { count: 10_000, active: 1_000, zipf: 0 },
      journeys: [
        {
          id: 'browse',
          ratePerSecond: 140,
          deadlineUs: 1_500_000,
          steps: [{ op: 'call' }],
          retry: { attempts: 4, timeoutUs: 300_000, backoffUs: 20_000 },
        },
      ],
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
    {
      id: 'web',
      role: 'server',
      count: 2,
      zones: ['a', 'b'],
      capacity: { workers: 4, queue: 200, service: { kind: 'exponential', meanUs: 40_000 } },
    },
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
  faults: [
    { atUs: 40_000_000, kind: 'slow', target: { group: 'web' }, factor: 4 },
    { atUs: 50_000_000, kind: 'slow', target: { group: 'web' }, factor: 1 },
  ],
  layout: { customers: { x: 10, y: 50 }, balancer: { x: 42, y: 50 }, web: { x: 80, y: 50 } },
  openAtUs: 30_000_000,
}
