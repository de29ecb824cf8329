/**
 * Autoscaling against a surge: from 60 s to 150 s three times as many come. The controller sees the load in its instances' reports and
 * orders more, but one takes 20 s to boot, and meanwhile three instances stand before the work of eight. What would have helped: room
 * kept free for as long as booting takes (a lower target), or a faster boot. When the surge is over the extra ones are drained.
 */
import type { Scenario } from '../scenario'

export const autoscale: Scenario = {
  version: 1,
  id: 'autoscale',
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
          ratePerSecond: 50,
          deadlineUs: 1_500_000,
          steps: [{ op: 'call' }],
          surges: [{ fromUs: 60_000_000, toUs: 150_000_000, factor: 3 }],
        },
      ],
    },
    {
      id: 'balancer',
      role: 'balancer',
      count: 1,
      zones: ['a'],
      calls: 'web',
      strategy: 'leastOutstanding',
      timeoutUs: 5_000_000,
      slowStartUs: 5_000_000,
    },
    {
      id: 'web',
      role: 'server',
      count: 3,
      countMax: 10,
      bootUs: 20_000_000,
      zones: ['a', 'b'],
      capacity: { workers: 2, queue: 40, service: { kind: 'exponential', meanUs: 60_000 } },
    },
    {
      id: 'autoscaler',
      role: 'autoscaler',
      count: 1,
      zones: ['a'],
      scales: 'web',
      utilisation: 0.6,
      intervalUs: 5_000_000,
      cooldownUs: 60_000_000,
      min: 3,
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
    { from: 'autoscaler', to: 'web' },
  ],
  layout: {
    customers: { x: 8, y: 38 },
    balancer: { x: 34, y: 38 },
    web: { x: 78, y: 38 },
    autoscaler: { x: 34, y: 88 },
  },
  openAtUs: 30_000_000,
}
