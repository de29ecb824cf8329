/**
 * A flapping link: from second 40 to 80 the way between one API instance and the first shard comes and goes, two seconds
 * up, one down. Only users of that shard who land on that instance suffer, and only now and then: the kind of fault that
 * averages hide. Retries bridge the shorter gaps.
 */
import { LNKD_SSD } from '../latencies'
import type { Scenario } from '../scenario'

export const flappingLink: Scenario = {
  version: 1,
  id: 'flapping-link',
  zones: ['internet', 'a', 'b', 'c'],
  latency: LNKD_SSD,
  crossZoneUs: 600,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'balancer',
      users: { count: 20_000, active: 400, zipf: 0.5 },
      journeys: [
        { id: 'save', ratePerSecond: 30, deadlineUs: 1_000_000, steps: [{ op: 'write', key: 'user', w: 2 }] },
        { id: 'look', ratePerSecond: 120, deadlineUs: 1_000_000, steps: [{ op: 'read', key: 'user', r: 2 }] },
      ],
    },
    {
      id: 'balancer',
      role: 'balancer',
      count: 1,
      zones: ['a'],
      calls: 'api',
      strategy: 'roundRobin',
      timeoutUs: 1_000_000,
    },
    {
      id: 'api',
      role: 'api',
      count: 2,
      zones: ['a', 'b'],
      store: 'store',
      storeRetry: { attempts: 3, timeoutUs: 250_000, backoffUs: 50_000 },
      capacity: { workers: 2, queue: 128, service: { kind: 'logNormal', medianUs: 7_000, sigma: 0.5 } },
    },
    {
      id: 'store',
      role: 'store',
      shards: 2,
      replicas: 3,
      zones: ['a', 'b', 'c'],
      replication: { mode: 'quorum', n: 3, readRepair: true, ack: 'synced', timeoutUs: 200_000 },
      disk: { kind: 'exponential', meanUs: 100 },
      capacity: { workers: 2, queue: 256, service: { kind: 'logNormal', medianUs: 5_000, sigma: 0.5 } },
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
    {
      atUs: 40_000_000,
      kind: 'flap',
      link: { from: { node: 'api-1' }, to: { shard: 0 } },
      upUs: 2_000_000,
      downUs: 1_000_000,
    },
    { atUs: 80_000_000, kind: 'heal', link: { from: { node: 'api-1' }, to: { shard: 0 } } },
  ],
  layout: { customers: { x: 8, y: 50 }, balancer: { x: 30, y: 50 }, api: { x: 54, y: 50 }, store: { x: 84, y: 50 } },
  openAtUs: 30_000_000,
}
