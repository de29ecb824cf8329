/** A request as it is replayed: its nodes as it came to them, its hops since its invocation. */
import { describe, expect, test } from 'vitest'
import { followedOf } from '../../../src/app/watch/followed'
import type { OperationRow, RecordRow } from '../../../src/lab/protocol'
import { presetOf } from '../../../src/scenarios/presets'
import { topologyOf } from '../graph/fakeCluster'

const t = topologyOf(presetOf('storefront')!)
const node = (id: string): number => t.nodes.find((n) => n.id === id)!.index
const link = (a: string, b: string): number => t.links.find((l) => l.from === node(a) && l.to === node(b))!.index
const operation = { client: 0, count: 9, invokedUs: 1_000_000, returnedUs: 1_040_000, outcome: 'ok' } as OperationRow
const message = (atUs: number, kind: string, from: string, to: string, type: string, path: number): RecordRow => ({
  atUs: 1_000_000 + atUs,
  kind,
  node: -1,
  link: link(from, to),
  type,
  detail: [],
  id: { origin: 0, count: 9, path },
})
const there = message(0, 'sent', 'customers', 'balancer', 'request', 1)
const arrived = message(18_000, 'delivered', 'customers', 'balancer', 'request', 1)
const back = message(20_000, 'sent', 'balancer', 'customers', 'answer', 2)
const answered = message(40_000, 'delivered', 'balancer', 'customers', 'answer', 2)

describe('a followed request', () => {
  test('has a lane for each node in the order it came there, and its hops from its invocation on', () => {
    const { lanes, hops, lengthUs, speed } = followedOf(operation, [there, arrived, back, answered], t)
    expect(lanes).toEqual([node('customers'), node('balancer')])
    expect(hops.map((h) => [h.from, h.to, h.fromUs, h.toUs, h.reply])).toEqual([
      [node('customers'), node('balancer'), 0, 18_000, false],
      [node('balancer'), node('customers'), 20_000, 40_000, true],
    ])
    expect(lengthUs).toBe(40_000)
    expect(speed).toBe(1 / 200)
  })

  test('ends with its answer: what it leaves behind is left out', () => {
    const repair = message(41_000, 'sent', 'api-1', 'shard-1a', 'storeWrite', 3)
    expect(followedOf(operation, [there, arrived, back, answered, repair], t).hops).toHaveLength(2)
  })

  test('without an answer it lasts until the last that happened, and a message without an end until then', () => {
    const open = { ...operation, returnedUs: NaN, outcome: 'open' } as OperationRow
    const { hops, lengthUs } = followedOf(open, [there, arrived, back], t)
    expect(lengthUs).toBe(20_000)
    expect(hops[1]).toMatchObject({ toUs: 20_000, fate: 'open' })
  })

  test('that fans out widely keeps to nine lanes', () => {
    const fan = t.nodes
      .filter((n) => n.shard >= 0)
      .map((n, i) => message(21_000 + i, 'sent', 'api-1', n.id, 'storeRead', 10 + i))
    const { lanes, hops } = followedOf(operation, [there, arrived, ...fan], t)
    expect(lanes).toHaveLength(9)
    expect(hops.every((h) => lanes.includes(h.from) && lanes.includes(h.to))).toBe(true)
  })
})
