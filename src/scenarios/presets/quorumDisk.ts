/**
 * One quorum group on LinkedIn's disk latencies, the setting of PBS (Bailis 2012): whoever reads and writes one of three
 * replicas gets fast answers that are now and then old. Nothing queues here; all delay is the links'.
 */
import { LNKD_DISK } from '../latencies'
import type { Scenario } from '../scenario'

export const quorumDisk: Scenario = {
  version: 1,
  id: 'quorum-disk',
  zones: ['internet', 'a'],
  latency: { legs: LNKD_DISK },
  crossZoneUs: 0,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'api',
      users: { count: 1_000, active: 20, zipf: 0 },
      journeys: [
        { id: 'update', ratePerSecond: 100, deadlineUs: 1_000_000, steps: [{ op: 'write', key: 'user', w: 1 }] },
        { id: 'look', ratePerSecond: 300, deadlineUs: 1_000_000, steps: [{ op: 'read', key: 'user', r: 1 }] },
      ],
    },
    { id: 'api', role: 'api', count: 1, zones: ['a'], store: 'store' },
    {
      id: 'store',
      role: 'store',
      shards: 1,
      replicas: 3,
      zones: ['a'],
      replication: {
        mode: 'quorum',
        n: 3,
        readRepair: false,
        ack: 'memory',
        timeoutUs: 500_000,
        coordinator: 'client',
      },
      disk: { kind: 'constant', us: 0 },
    },
  ],
  links: [
    { from: 'customers', to: 'api', latency: { kind: 'constant', us: 100 } },
    { from: 'api', to: 'store' },
    { from: 'store', to: 'store' },
  ],
  layout: { customers: { x: 10, y: 50 }, api: { x: 42, y: 50 }, store: { x: 80, y: 50 } },
  openAtUs: 30_000_000,
}
