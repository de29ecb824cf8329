/**
 * Storefront, the cluster that the page opens with: customers check out, look at their dashboard and order reports.
 * Orders are written and read by majorities under keys of their own; dashboards read analytics from any one replica, so
 * that a replica cut off from its peers makes dashboards stale and leaves checkouts alone. 212 operations a second
 * (12 checkouts of two each, 180 dashboards, 8 reports) keep services between a fifth and a half busy.
 */
import { LNKD_SSD } from '../latencies'
import type { Scenario } from '../scenario'

const STORE_RETRY = { attempts: 3, timeoutUs: 250_000, backoffUs: 20_000 }

export const storefront: Scenario = {
  version: 1,
  id: 'storefront',
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
      users: { count: 40_000, active: 600, zipf: 0.9 },
      journeys: [
        {
          id: 'checkout',
          ratePerSecond: 12,
          deadlineUs: 2_000_000,
          movesMoney: true,
          steps: [
            { op: 'write', key: 'order', w: 2, emitsJob: true },
            { op: 'read', key: 'order', r: 2 },
          ],
        },
        {
          id: 'dashboard',
          ratePerSecond: 180,
          deadlineUs: 1_000_000,
          steps: [{ op: 'read', key: 'user', r: 1, recommendations: true }],
        },
        { id: 'report', ratePerSecond: 8, deadlineUs: 2_000_000, steps: [{ op: 'submit' }] },
      ],
    },
    {
      id: 'balancer',
      role: 'balancer',
      count: 1,
      zones: ['a'],
      calls: 'api',
      strategy: 'leastOutstanding',
      timeoutUs: 1_500_000,
      capacity: { workers: 1, queue: 512, service: { kind: 'logNormal', medianUs: 800, sigma: 0.5 } },
    },
    {
      id: 'api',
      role: 'api',
      count: 3,
      zones: ['a', 'b', 'c'],
      store: 'store',
      storeRetry: STORE_RETRY,
      queue: 'jobs',
      cache: 'cache',
      recommendations: {
        calls: 'recommendations',
        timeoutUs: 150_000,
        breaker: { window: 20, minimumCalls: 10, failureRate: 0.5, openUs: 5_000_000, trials: 3 },
      },
      capacity: { workers: 2, queue: 128, service: { kind: 'logNormal', medianUs: 8_000, sigma: 0.5 } },
    },
    {
      id: 'store',
      role: 'store',
      shards: 4,
      replicas: 3,
      shardsMax: 5,
      moveBytesPerSecond: 6_000,
      zones: ['a', 'b', 'c'],
      replication: { mode: 'quorum', n: 3, readRepair: true, ack: 'synced', timeoutUs: 200_000 },
      disk: { kind: 'exponential', meanUs: 100 },
      capacity: { workers: 2, queue: 256, service: { kind: 'logNormal', medianUs: 8_000, sigma: 0.5 } },
    },
    {
      id: 'cache',
      role: 'cache',
      count: 1,
      zones: ['b'],
      entries: 500,
      ttlUs: 10_000_000,
      capacity: { workers: 1, queue: 512, service: { kind: 'logNormal', medianUs: 900, sigma: 0.3 } },
    },
    {
      id: 'recommendations',
      role: 'dependency',
      count: 1,
      zones: ['c'],
      capacity: { workers: 4, queue: 64, service: { kind: 'logNormal', medianUs: 20_000, sigma: 0.5 } },
    },
    { id: 'jobs', role: 'queue', count: 1, zones: ['b'], slots: 1_000, visibilityUs: 10_000_000 },
    {
      id: 'worker',
      role: 'worker',
      count: 2,
      zones: ['a', 'c'],
      takesFrom: 'jobs',
      store: 'store',
      w: 1,
      storeRetry: STORE_RETRY,
      capacity: { workers: 1, queue: 4, service: { kind: 'logNormal', medianUs: 35_000, sigma: 0.4 } },
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
    { from: 'api', to: 'cache' },
    { from: 'api', to: 'recommendations' },
    { from: 'api', to: 'jobs' },
    { from: 'store', to: 'store' },
    { from: 'worker', to: 'jobs' },
    { from: 'worker', to: 'store' },
  ],
  layout: {
    customers: { x: 6, y: 50 },
    balancer: { x: 20, y: 50 },
    api: { x: 36, y: 50 },
    cache: { x: 54, y: 10 },
    recommendations: { x: 69, y: 10 },
    store: { x: 91, y: 50 },
    jobs: { x: 54, y: 90 },
    worker: { x: 69, y: 90 },
  },
  openAtUs: 30_000_000,
}
