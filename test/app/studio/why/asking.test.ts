/** From a span or a message to the very decision behind it. */
import { describe, expect, it } from 'vitest'
import { askingsOf, asksOfMessage } from '../../../../src/app/studio/why/asking'
import { pick } from '../../../../src/app/studio/why/pick'
import { ANY_DECISION } from '../../../../src/app/studio/studioStore'
import type { DecisionRow, Span, Topology } from '../../../../src/lab/protocol'
import { presetOf } from '../../../../src/scenarios/presets'
import type { Scenario } from '../../../../src/scenarios/scenario'

const storefront = presetOf('storefront') as Scenario
const node = (id: string, group: string) => ({ id, group })
/** customers 0, balancer 1, api 2, a replica 3, recommendations 4. */
const topology = {
  nodes: [
    node('customers', storefront.groups.find(({ role }) => role === 'clients')!.id),
    node('balancer', 'balancer'),
    node('api-1', 'api'),
    node('shard-1a', storefront.groups.find(({ role }) => role === 'store')!.id),
    node('recommendations', 'recommendations'),
  ],
  links: [
    { from: 1, to: 2 },
    { from: 4, to: 2 },
  ],
} as unknown as Topology

function span(name: Span['name'], at: number, attributes: Span['attributes']): Span {
  const about = { id: 1, parent: 0, cause: -1, client: 0, count: 7, kind: 'client', type: 'request', link: -1 } as const
  return { ...about, name, node: at, startUs: 1_000, endUs: 9_000, status: 'unset', critical: false, attributes }
}
const asked = (given: Span) => askingsOf(given, topology, storefront)

describe('a span', () => {
  it('of a call leads to whoever chose where it went', () => {
    expect(asked(span('call', 1, { peer: 2 }))).toMatchObject([
      {
        reason: 'sent',
        contract: null,
        asked: { node: 1, called: 2, atUs: 1_000, operation: { client: 0, count: 7 } },
      },
    ])
    expect(asked(span('call', 1, { peer: 2 }))[0].asked.contracts).toContain('balancer')
  })
  it('of another try leads to the retry, of a hedge to the hedge', () => {
    expect(asked(span('call', 2, { peer: 4, attempt: 2 }))).toMatchObject([
      { reason: 'again', asked: { contracts: ['retry'] } },
    ])
  })
  it('that was turned away at the door leads there first', () => {
    const [first, second] = asked(span('call', 1, { peer: 2, fate: 'refused', reason: 'queueFull' }))
    expect(first).toMatchObject({ reason: 'refused', asked: { contracts: ['admit'], node: 2, atUs: 9_000 } })
    expect(second.reason).toBe('sent')
  })
  it('of a breaker that let nothing through leads to its trial', () => {
    expect(asked(span('policy', 2, { event: 'rejected', cause: 'breakerOpen', peer: 4 }))).toMatchObject([
      { reason: 'refused', asked: { contracts: ['breakerTrial'], node: 2 } },
    ])
  })
  it('of something that nobody decides leads nowhere', () => {
    expect(asked(span('policy', 2, { event: 'rejected', cause: 'bulkheadFull', peer: 4 }))).toEqual([])
    expect(asked(span('service', 2, {}))).toEqual([])
    expect(asked(span('operation', 0, {}))).toEqual([])
  })
})

describe('a message', () => {
  it('has a decision behind it where its sender makes any', () => {
    expect(asksOfMessage(0, topology, storefront)).toBe(true)
    const silent = { ...topology, nodes: topology.nodes.map((one) => ({ ...one, group: 'nobody' })) }
    expect(asksOfMessage(1, silent, storefront)).toBe(false)
  })
})

describe('of the decisions of an operation', () => {
  const row = (contract: DecisionRow['contract'], at: number, atUs: number, called = -1): DecisionRow =>
    ({ contract, node: at, atUs, called, events: atUs, nth: 0 }) as DecisionRow
  const rows = [
    row('consistency', 0, 100),
    row('balancer', 1, 200, 2),
    row('retry', 1, 700, 2),
    row('balancer', 1, 900, 2),
    row('admit', 2, 900),
  ]
  const picked = (given: Partial<typeof ANY_DECISION>): number =>
    pick(rows, { ...ANY_DECISION, ...given }, (a, b) => a === b)

  it('the last one of its kind before the moment is meant', () => {
    expect(picked({ node: 1, contracts: ['balancer'], called: 2, atUs: 950 })).toBe(3)
    expect(picked({ node: 1, contracts: ['balancer'], called: 2, atUs: 899 })).toBe(1)
    expect(picked({ node: 1, contracts: ['retry'], atUs: 900 })).toBe(2)
    expect(picked({ node: 1, contracts: ['hedge'], atUs: 900 })).toBe(-1)
  })
  it('of a message the one at its very moment, else the last at its sender', () => {
    expect(picked({ node: 1, called: 2, atUs: 200 })).toBe(1)
    expect(picked({ node: 1, called: 0, atUs: 800 })).toBe(2)
    expect(picked({ node: 3, atUs: 800 })).toBe(-1)
  })
})
