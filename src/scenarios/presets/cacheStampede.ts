/**
 * Cache stampede: dashboards are read through a cache, which answers nearly all of them, so that a store for the few others
 * is enough. At 40 s the cache is restarted, and comes back empty: everybody who misses asks the store at once, for the same keys
 * over and over, until it answers nobody in time. What cures it is that of those who ask the same only one asks the store
 * (`copies.coalesces`), or a lease (`leaseUs`).
 */
import type { Scenario } from '../scenario'

export const cacheStampede: Scenario = {
  version: 1,
  id: 'cache-stampede',
  zones: ['internet', 'a'],
  latency: { kind: 'exponential', meanUs: 300 },
  crossZoneUs: 0,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'balancer',
      users: { count: 10_000, active: 60, zipf: 1.2 },
      journeys: [
        {
          id: 'dashboard',
          ratePerSecond: 800,
          deadlineUs: 1_000_000,
          steps: [{ op: 'read', key: 'user', r: 1, copies: true }],
          retry: { attempts: 2, timeoutUs: 450_000, backoffUs: 20_000 },
        },
        {
          id: 'edit',
          ratePerSecond: 1,
          deadlineUs: 2_000_000,
          steps: [{ op: 'write', key: 'user', w: 2 }],
        },
      ],
    },
    {
      id: 'balancer',
      role: 'balancer',
      count: 1,
      zones: ['a'],
      calls: 'api',
      strategy: 'leastOutstanding',
      timeoutUs: 2_000_000,
    },
    {
      id: 'api',
      role: 'api',
      count: 3,
      zones: ['a'],
      store: 'store',
      storeRetry: { attempts: 2, timeoutUs: 400_000, backoffUs: 10_000 },
      cache: 'cache',
      copies: { first: 'cache', coalesces: false },
    },
    {
      id: 'store',
      role: 'store',
      shards: 1,
      replicas: 3,
      zones: ['a'],
      replication: { mode: 'quorum', n: 3, readRepair: false, ack: 'memory', timeoutUs: 250_000 },
      disk: { kind: 'constant', us: 100 },
      capacity: { workers: 1, queue: 8, service: { kind: 'exponential', meanUs: 30_000 } },
    },
    { id: 'cache', role: 'cache', count: 1, zones: ['a'], entries: 1_000, ttlUs: 20_000_000, ttlJitter: 0.5 },
  ],
  links: [
    { from: 'customers', to: 'balancer', latency: { kind: 'logNormal', medianUs: 10_000, sigma: 0.3 } },
    { from: 'balancer', to: 'api' },
    { from: 'api', to: 'store' },
    { from: 'api', to: 'cache' },
    { from: 'store', to: 'store' },
  ],
  faults: [
    { atUs: 40_000_000, kind: 'kill', target: { node: 'cache' } },
    { atUs: 40_100_000, kind: 'restart', target: { node: 'cache' } },
  ],
  layout: {
    customers: { x: 8, y: 50 },
    balancer: { x: 30, y: 50 },
    api: { x: 52, y: 50 },
    cache: { x: 66, y: 14 },
    store: { x: 88, y: 50 },
  },
  openAtUs: 30_000_000,
}

/** The same, where each instance asks the store once for all who want the same. */
export const cacheCoalesced: Scenario = {
  ...cacheStampede,
  id: 'cache-coalesced',
  groups: cacheStampede.groups.map((group) =>
    group.role === 'api' ? { ...group, copies: { first: 'cache', coalesces: true } } : group,
  ),
}
