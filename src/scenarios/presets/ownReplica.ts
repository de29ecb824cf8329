/**
 * Your own replica: customers write and read a few keys of one shard, and what its three replicas do is a program that the learner may
 * write. Few keys and quick turns, so that a mistake of the program shows within seconds.
 */
import type { Scenario } from '../scenario'

export const ownReplica: Scenario = {
  version: 1,
  id: 'own-replica',
  zones: ['internet', 'a', 'b', 'c'],
  latency: { kind: 'exponential', meanUs: 1_000, plusUs: 500 },
  crossZoneUs: 1_000,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'api',
      users: { count: 20, active: 20, zipf: 0 },
      journeys: [
        {
          id: 'notes',
          ratePerSecond: 60,
          deadlineUs: 1_000_000,
          steps: [
            { op: 'write', key: 'user', w: 2 },
            { op: 'read', key: 'user', r: 2 },
          ],
        },
        { id: 'look', ratePerSecond: 60, deadlineUs: 1_000_000, steps: [{ op: 'read', key: 'user', r: 2 }] },
      ],
    },
    {
      id: 'api',
      role: 'api',
      count: 1,
      zones: ['a'],
      store: 'store',
      storeRetry: { attempts: 3, timeoutUs: 200_000, backoffUs: 20_000 },
      capacity: { workers: 4, queue: 128, service: { kind: 'constant', us: 1_000 } },
    },
    {
      id: 'store',
      role: 'store',
      shards: 1,
      replicas: 3,
      zones: ['a', 'b', 'c'],
      replication: { mode: 'program' },
      disk: { kind: 'exponential', meanUs: 100 },
      capacity: { workers: 2, queue: 256, service: { kind: 'constant', us: 500 } },
    },
  ],
  links: [
    { from: 'customers', to: 'api' },
    { from: 'api', to: 'store' },
    { from: 'store', to: 'store' },
  ],
  layout: { customers: { x: 8, y: 50 }, api: { x: 40, y: 50 }, store: { x: 86, y: 50 } },
  openAtUs: 30_000_000,
}
