/**
 * A rebalance: 60 clicks a second go to a stream of twelve partitions, shared by four consumers that could do 100. One falls ill: it
 * works four times slower, so that its three partitions fall behind, and dies four seconds later. Nobody reads them until its session
 * ends; then the others stop, join anew, and share twelve among three. What the dead one had done and not committed is done again.
 * Half a minute later it comes back, and partitions move once more.
 */
import type { Scenario } from '../scenario'

export const streamRebalance: Scenario = {
  version: 1,
  id: 'stream-rebalance',
  zones: ['internet', 'a', 'b'],
  latency: { kind: 'exponential', meanUs: 200, plusUs: 200 },
  crossZoneUs: 600,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'api',
      users: { count: 10_000, active: 2_000, zipf: 0.5 },
      journeys: [{ id: 'click', ratePerSecond: 60, deadlineUs: 1_000_000, steps: [{ op: 'submit' }] }],
    },
    {
      id: 'api',
      role: 'api',
      count: 2,
      zones: ['a', 'b'],
      queue: 'clicks',
      capacity: { workers: 2, queue: 128, service: { kind: 'logNormal', medianUs: 5_000, sigma: 0.4 } },
    },
    {
      id: 'clicks',
      role: 'stream',
      count: 1,
      zones: ['a'],
      partitions: 12,
      disk: { kind: 'exponential', meanUs: 100 },
    },
    {
      id: 'counter',
      role: 'worker',
      count: 4,
      zones: ['a', 'b'],
      takesFrom: 'clicks',
      capacity: { workers: 1, queue: 4, service: { kind: 'logNormal', medianUs: 37_000, sigma: 0.4 } },
    },
  ],
  links: [
    { from: 'customers', to: 'api', latency: { kind: 'logNormal', medianUs: 18_000, sigma: 0.35 }, crossZoneUs: 0 },
    { from: 'api', to: 'clicks' },
    { from: 'counter', to: 'clicks' },
  ],
  faults: [
    { atUs: 40_000_000, kind: 'slow', target: { node: 'counter-2' }, factor: 4 },
    { atUs: 44_000_000, kind: 'kill', target: { node: 'counter-2' } },
    { atUs: 74_000_000, kind: 'restart', target: { node: 'counter-2' } },
  ],
  layout: {
    customers: { x: 8, y: 50 },
    api: { x: 32, y: 50 },
    clicks: { x: 60, y: 50 },
    counter: { x: 88, y: 50 },
  },
  openAtUs: 30_000_000,
}
