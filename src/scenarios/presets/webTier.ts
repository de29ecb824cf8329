/**
 * A web tier of queues and servers, and the benchmark W4: open-loop clients with a 1 s timeout and 3 retries, a round-robin
 * balancer, two queues of five places, two servers that work on five requests at once, 0.1 s each on average.
 */
import type { Scenario } from '../scenario'

export const webTier: Scenario = {
  version: 1,
  id: 'web-tier',
  zones: ['internet', 'a'],
  latency: { kind: 'constant', us: 500 },
  crossZoneUs: 0,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'balancer',
      users: { count: 10_000, active: 10_000, zipf: 0 },
      journeys: [
        {
          id: 'browse',
          ratePerSecond: 80,
          deadlineUs: 5_000_000,
          steps: [{ op: 'call' }],
          retry: { attempts: 4, timeoutUs: 1_000_000, backoffUs: 50_000 },
        },
      ],
    },
    {
      id: 'balancer',
      role: 'balancer',
      count: 1,
      zones: ['a'],
      calls: 'queue',
      strategy: 'roundRobin',
      timeoutUs: 5_000_000,
    },
    { id: 'queue', role: 'queue', count: 2, zones: ['a'], slots: 5, calls: 'server' },
    {
      id: 'server',
      role: 'server',
      count: 2,
      zones: ['a'],
      capacity: { workers: 5, queue: 0, service: { kind: 'exponential', meanUs: 100_000 } },
    },
  ],
  links: [
    { from: 'customers', to: 'balancer', latency: { kind: 'constant', us: 10_000 } },
    { from: 'balancer', to: 'queue' },
    { from: 'queue', to: 'server' },
  ],
  layout: {
    customers: { x: 8, y: 50 },
    balancer: { x: 32, y: 50 },
    queue: { x: 58, y: 50 },
    server: { x: 86, y: 50 },
  },
  openAtUs: 30_000_000,
}
