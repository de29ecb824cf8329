/**
 * A slow replica: at second 40 one of three turns twenty times slower. Reads that wait for two of three hardly notice;
 * reads that wait for all three are as slow as the slowest. The slowed replica still keeps up with its load.
 */
import { LNKD_SSD } from '../latencies'
import type { Scenario } from '../scenario'

export const slowReplica: Scenario = {
  version: 1,
  id: 'slow-replica',
  zones: ['internet', 'a', 'b', 'c'],
  latency: LNKD_SSD,
  crossZoneUs: 600,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'api',
      users: { count: 1_000, active: 100, zipf: 0.9 },
      journeys: [
        { id: 'save', ratePerSecond: 20, deadlineUs: 1_000_000, steps: [{ op: 'write', key: 'user', w: 2 }] },
        { id: 'read-two', ratePerSecond: 20, deadlineUs: 1_000_000, steps: [{ op: 'read', key: 'user', r: 2 }] },
        { id: 'read-three', ratePerSecond: 20, deadlineUs: 1_000_000, steps: [{ op: 'read', key: 'user', r: 3 }] },
      ],
    },
    { id: 'api', role: 'api', count: 1, zones: ['a'], store: 'store' },
    {
      id: 'store',
      role: 'store',
      shards: 1,
      replicas: 3,
      zones: ['a', 'b', 'c'],
      replication: { mode: 'quorum', n: 3, readRepair: true, ack: 'synced', timeoutUs: 800_000, coordinator: 'client' },
      disk: { kind: 'exponential', meanUs: 100 },
      capacity: { workers: 8, queue: 256, service: { kind: 'logNormal', medianUs: 2_000, sigma: 0.4 } },
    },
  ],
  links: [
    { from: 'customers', to: 'api', latency: { kind: 'logNormal', medianUs: 3_000, sigma: 0.2 }, crossZoneUs: 0 },
    { from: 'api', to: 'store' },
    { from: 'store', to: 'store' },
  ],
  faults: [{ atUs: 40_000_000, kind: 'slow', target: { node: 'shard-1b' }, factor: 20 }],
  layout: { customers: { x: 10, y: 50 }, api: { x: 42, y: 50 }, store: { x: 80, y: 50 } },
  openAtUs: 30_000_000,
}
