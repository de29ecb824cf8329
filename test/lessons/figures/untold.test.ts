import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import type { Figure } from '../../../src/lessons/figures'
import type { Scenario } from '../../../src/scenarios/scenario'
import { validateScenario } from '../../../src/scenarios/schema'
import { runOf, valueOf } from './runs'

const us = (us: number) => ({ kind: 'constant' as const, us })
/** Orders at one store behind one shop: what is lost between customers and shop decides all. */
const orders: Scenario = validateScenario({
  version: 1,
  id: 'orders',
  zones: ['internet', 'a'],
  latency: us(2_000),
  crossZoneUs: 0,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'shop',
      users: { count: 20, active: 20, zipf: 0 },
      journeys: [
        { id: 'order', ratePerSecond: 40, deadlineUs: 40_000, steps: [{ op: 'write', key: 'order', w: 1 }] },
        { id: 'look', ratePerSecond: 40, deadlineUs: 40_000, steps: [{ op: 'read', key: 'user', r: 1 }] },
      ],
    },
    { id: 'shop', role: 'api', count: 1, zones: ['a'], store: 'store' },
    {
      id: 'store',
      role: 'store',
      shards: 1,
      replicas: 1,
      zones: ['a'],
      replication: { mode: 'primary', replication: 'sync', heartbeatUs: 100_000, failoverUs: 1_000_000, fencing: true },
      disk: us(1_000),
    },
  ],
  links: [
    { from: 'customers', to: 'shop' },
    { from: 'shop', to: 'store' },
  ],
})
const [customers, shop] = [{ group: 'customers' }, { group: 'shop' }]
const cutFrom = (from: object, to: object): Command => ({ kind: 'cut', link: { from, to, oneWay: true } as never })
const halfLost: Command = { kind: 'lose', link: { from: customers, to: shop }, probability: 0.5 }
const applied: Figure = { figure: 'appliedUnknown' }
const unapplied: Figure = { figure: 'unappliedUnknown' }
const during = (command: Command, figure: Figure): number | null =>
  valueOf(
    runOf(
      [
        [1, command],
        [2, { kind: 'healAll' }],
      ],
      orders,
    ),
    figure,
    3,
  )

describe('operations whose client was not told', () => {
  it('took effect where only answers are lost, and none of them did where only requests are', () => {
    expect(during(cutFrom(shop, customers), applied)).toBeGreaterThan(20)
    expect(during(cutFrom(shop, customers), unapplied)).toBe(0)
    expect(during(cutFrom(customers, shop), applied)).toBeLessThan(3)
    expect(during(cutFrom(customers, shop), unapplied)).toBeGreaterThan(20)
  })

  it('are those of unknown fate, each of them one or the other', () => {
    const [did, didNot] = [during(halfLost, applied), during(halfLost, unapplied)]
    expect(did).toBeGreaterThan(0)
    expect(didNot).toBeGreaterThan(0)
    expect((did ?? 0) + (didNot ?? 0)).toBe(during(halfLost, { figure: 'unknown' }))
  })

  it('reads have no effect, so that nothing is known of them', () => {
    expect(during(halfLost, { figure: 'unappliedUnknown', journey: 'look' })).toBeNull()
  })
})
