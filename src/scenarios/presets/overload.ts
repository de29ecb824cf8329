/**
 * Overload: a bad release halves what a web tier can serve for half a minute. First come first served, everybody soon waits longer
 * than they care to, and hardly any work is for somebody who still listens. The second tells its tier to serve who matters
 * most, and to turn away at once what could not be answered in time (the SRE book, ch. 21 and 22): as many as fit are served well.
 */
import type { CapacitySpec, Scenario } from '../scenario'

const WEB: CapacitySpec = { workers: 4, queue: 200, service: { kind: 'exponential', meanUs: 40_000 } }

function overloaded(id: string, capacity: CapacitySpec): Scenario {
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
        calls: 'balancer',
        users: { count: 10_000, active: 1_000, zipf: 0 },
        journeys: [
          {
            id: 'buy',
            ratePerSecond: 40,
            deadlineUs: 1_000_000,
            criticality: 'criticalPlus',
            steps: [{ op: 'call' }],
          },
          {
            id: 'browse',
            ratePerSecond: 100,
            deadlineUs: 1_000_000,
            criticality: 'sheddable',
            steps: [{ op: 'call' }],
          },
        ],
      },
      {
        id: 'balancer',
        role: 'balancer',
        count: 1,
        zones: ['a'],
        calls: 'web',
        strategy: 'roundRobin',
        timeoutUs: 5_000_000,
      },
      { id: 'web', role: 'server', count: 2, zones: ['a', 'b'], capacity },
    ],
    links: [
      {
        from: 'customers',
        to: 'balancer',
        latency: { kind: 'logNormal', medianUs: 18_000, sigma: 0.35 },
        crossZoneUs: 0,
      },
      { from: 'balancer', to: 'web' },
    ],
    faults: [
      { atUs: 35_000_000, kind: 'slow', target: { group: 'web' }, factor: 2 },
      { atUs: 65_000_000, kind: 'slow', target: { group: 'web' }, factor: 1 },
    ],
    layout: { customers: { x: 10, y: 50 }, balancer: { x: 42, y: 50 }, web: { x: 80, y: 50 } },
    openAtUs: 30_000_000,
  }
}

export const overload = overloaded('overload', WEB)
export const overloadShed = overloaded('overload-shed', {
  ...WEB,
  admission: { order: 'important', deadline: true, priority: [1, 0.5, 0.25, 0.1] },
})
