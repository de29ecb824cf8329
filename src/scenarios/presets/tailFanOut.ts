/**
 * The tail at scale: a request that asks one leaf is slow as often as a leaf is, one time in a hundred; one that asks a hundred leaves
 * and waits for all of them is slow two times in three, 1 − 0.99^100 (Dean and Barroso, CACM 2013). The same cluster serves both, and
 * one that asks ten; leaves are nearly idle, so that no queue but chance alone makes the tail.
 */
import type { Scenario } from '../scenario'

export const tailFanOut: Scenario = {
  version: 1,
  id: 'tail-fanout',
  zones: ['internet', 'a'],
  latency: { kind: 'exponential', meanUs: 100, plusUs: 150 },
  crossZoneUs: 0,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'root',
      users: { count: 10_000, active: 1_000, zipf: 0 },
      journeys: [
        { id: 'ask-one', ratePerSecond: 20, deadlineUs: 2_000_000, steps: [{ op: 'call', fanOut: 1 }] },
        { id: 'ask-ten', ratePerSecond: 20, deadlineUs: 2_000_000, steps: [{ op: 'call', fanOut: 10 }] },
        { id: 'ask-hundred', ratePerSecond: 8, deadlineUs: 2_000_000, steps: [{ op: 'call' }] },
      ],
    },
    {
      id: 'root',
      role: 'server',
      count: 1,
      zones: ['a'],
      fanOut: { calls: 'leaf', count: 100, timeoutUs: 1_500_000 },
    },
    {
      id: 'leaf',
      role: 'server',
      count: 100,
      zones: ['a'],
      capacity: {
        workers: 4,
        queue: 100,
        service: {
          kind: 'mixture',
          of: [
            { weight: 99, spec: { kind: 'logNormal', medianUs: 5_000, sigma: 0.3 } },
            { weight: 1, spec: { kind: 'uniform', minUs: 200_000, maxUs: 400_000 } },
          ],
        },
      },
    },
  ],
  links: [
    { from: 'customers', to: 'root', latency: { kind: 'constant', us: 10_000 } },
    { from: 'root', to: 'leaf' },
  ],
  layout: { customers: { x: 10, y: 50 }, root: { x: 45, y: 50 }, leaf: { x: 84, y: 50 } },
  openAtUs: 30_000_000,
}
