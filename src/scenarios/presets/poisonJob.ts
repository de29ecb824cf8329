/**
 * Poison jobs: one report in fifty fails whoever works on it. Given out three times it goes to the dead letters, or it would keep the
 * workers busy for ever. Then for fifteen seconds the workers do not reach the store: good jobs fail as well, and follow. Once all is
 * healed, a redrive does the good ones; the poison comes back dead.
 */
import type { Scenario } from '../scenario'

export const poisonJob: Scenario = {
  version: 1,
  id: 'poison-job',
  zones: ['internet', 'a', 'b', 'c'],
  latency: { kind: 'exponential', meanUs: 200, plusUs: 200 },
  crossZoneUs: 600,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'api',
      users: { count: 10_000, active: 1_000, zipf: 0.5 },
      journeys: [{ id: 'report', ratePerSecond: 20, deadlineUs: 2_000_000, steps: [{ op: 'submit' }] }],
    },
    {
      id: 'api',
      role: 'api',
      count: 1,
      zones: ['a'],
      queue: 'jobs',
      capacity: { workers: 2, queue: 128, service: { kind: 'logNormal', medianUs: 6_000, sigma: 0.4 } },
    },
    { id: 'jobs', role: 'queue', count: 1, zones: ['b'], slots: 5_000, visibilityUs: 2_000_000, maxDeliveries: 3 },
    {
      id: 'worker',
      role: 'worker',
      count: 3,
      zones: ['a', 'b'],
      takesFrom: 'jobs',
      store: 'store',
      w: 2,
      storeRetry: { attempts: 1, timeoutUs: 100_000, backoffUs: 0 },
      poisonShare: 0.02,
      capacity: { workers: 1, queue: 4, service: { kind: 'logNormal', medianUs: 30_000, sigma: 0.4 } },
    },
    {
      id: 'store',
      role: 'store',
      shards: 1,
      replicas: 3,
      zones: ['a', 'b', 'c'],
      replication: { mode: 'quorum', n: 3, readRepair: true, ack: 'synced', timeoutUs: 80_000 },
      disk: { kind: 'exponential', meanUs: 100 },
    },
  ],
  links: [
    { from: 'customers', to: 'api', latency: { kind: 'logNormal', medianUs: 18_000, sigma: 0.35 }, crossZoneUs: 0 },
    { from: 'api', to: 'jobs' },
    { from: 'worker', to: 'jobs' },
    { from: 'worker', to: 'store' },
    { from: 'store', to: 'store' },
  ],
  faults: [
    { atUs: 40_000_000, kind: 'cut', link: { from: { group: 'worker' }, to: { group: 'store' } } },
    { atUs: 55_000_000, kind: 'heal', link: { from: { group: 'worker' }, to: { group: 'store' } } },
  ],
  layout: {
    customers: { x: 6, y: 50 },
    api: { x: 24, y: 50 },
    jobs: { x: 44, y: 50 },
    worker: { x: 64, y: 50 },
    store: { x: 88, y: 50 },
  },
  openAtUs: 30_000_000,
}
