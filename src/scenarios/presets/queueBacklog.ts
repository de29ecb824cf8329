/**
 * A backlog: reports are ordered at 40 a second, and four workers could make 66. For twenty seconds they are three times slower;
 * 18 jobs a second are left over, the queue grows, and so does the age of what comes out of it, though every order is taken at once.
 * Healed, it drains at the 26 a second that are to spare (Little 1961: what waits = what comes × how long it waits).
 *
 * With backpressure the queue has 40 slots and lets producers wait half a second for one: jobs stay young, and users are told that
 * there is no room.
 */
import type { Scenario } from '../scenario'

function backlog(id: string, slots: number, waitUs?: number): Scenario {
  return {
    version: 1,
    id,
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
        users: { count: 10_000, active: 1_000, zipf: 0 },
        journeys: [{ id: 'report', ratePerSecond: 40, deadlineUs: 2_000_000, steps: [{ op: 'submit' }] }],
      },
      {
        id: 'api',
        role: 'api',
        count: 1,
        zones: ['a'],
        queue: 'jobs',
        capacity: { workers: 2, queue: 128, service: { kind: 'logNormal', medianUs: 6_000, sigma: 0.4 } },
      },
      {
        id: 'jobs',
        role: 'queue',
        count: 1,
        zones: ['b'],
        slots,
        visibilityUs: 10_000_000,
        ...(waitUs === undefined ? {} : { waitUs }),
      },
      {
        id: 'worker',
        role: 'worker',
        count: 4,
        zones: ['a', 'b'],
        takesFrom: 'jobs',
        capacity: { workers: 1, queue: 4, service: { kind: 'logNormal', medianUs: 54_000, sigma: 0.4 } },
      },
    ],
    links: [
      { from: 'customers', to: 'api', latency: { kind: 'logNormal', medianUs: 18_000, sigma: 0.35 }, crossZoneUs: 0 },
      { from: 'api', to: 'jobs' },
      { from: 'worker', to: 'jobs' },
    ],
    faults: [
      { atUs: 40_000_000, kind: 'slow', target: { group: 'worker' }, factor: 3 },
      { atUs: 60_000_000, kind: 'slow', target: { group: 'worker' }, factor: 1 },
    ],
    layout: {
      customers: { x: 8, y: 50 },
      api: { x: 34, y: 50 },
      jobs: { x: 60, y: 50 },
      worker: { x: 86, y: 50 },
    },
    openAtUs: 30_000_000,
  }
}

export const queueBacklog = backlog('queue-backlog', 20_000)
export const queueBackpressure = backlog('queue-backpressure', 40, 500_000)
