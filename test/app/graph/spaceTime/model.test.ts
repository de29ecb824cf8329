import { describe, expect, it } from 'vitest'
import {
  arrowAt,
  arrowNear,
  inOrder,
  lanesFor,
  nearestTo,
  placeLanes,
  tickStepUs,
  windowUs,
} from '../../../../src/app/graph/spaceTime/model'
import { SPEEDS } from '../../../../src/app/store'
import { PRESETS } from '../../../../src/scenarios/presets/all'
import { fakeSpaceTime } from '../fakeActions'
import { FakeCluster, topologyOf } from '../fakeCluster'

const t = topologyOf(PRESETS['storefront'])
const now = 30_000_000
const data = fakeSpaceTime(new FakeCluster(t), now - 20_000, now)
const everyone = t.nodes.map((n) => n.index)

describe('lanes', () => {
  it('show everybody while nothing is selected, and all again for what no message touches', () => {
    expect(lanesFor(t, null, data)).toEqual(everyone)
    expect(lanesFor(t, { kind: 'group', group: 'jobs' }, data)).toEqual(everyone)
  })
  it('shrink to those whom the selected operation reached', () => {
    const a = arrowAt(data, t, data.arrowCount >> 1)
    const lanes = lanesFor(t, { kind: 'operation', client: a.id.origin, count: a.id.count }, data)
    const names = lanes.map((n) => t.nodes[n].group)
    expect(lanes.length).toBeLessThan(8)
    expect(names).toEqual(expect.arrayContaining(['api', 'store']))
    expect(names).not.toContain('cache')
  })
  it('keep the members of a selected shard and their partners', () => {
    const ids = lanesFor(t, { kind: 'shard', shard: 1 }, data).map((n) => t.nodes[n].id)
    expect(ids).toEqual(expect.arrayContaining(['shard-2a', 'shard-2b', 'shard-2c']))
    expect(ids).not.toContain('shard-3a')
  })
  it('stand below one another with room between shards, and fill the height', () => {
    const lanes = placeLanes(t, everyone, 700)
    const gap = (a: string, b: string): number =>
      lanes.y[t.nodes.findIndex((n) => n.id === b)] - lanes.y[t.nodes.findIndex((n) => n.id === a)]
    expect(gap('shard-1c', 'shard-2a')).toBeGreaterThan(gap('shard-1a', 'shard-1b'))
    expect(lanes.height).toBeLessThanOrEqual(705)
  })
})

describe('arrows', () => {
  const lanes = placeLanes(t, everyone, 500)
  const order = inOrder(data, t, lanes)
  it('are walked in the order of sending', () => {
    const sent = order.map((i) => arrowAt(data, t, i).sentUs)
    expect(sent).toEqual([...sent].sort((a, b) => a - b))
    expect(order).toHaveLength(data.arrowCount)
  })
  it('leave out those whose ends have no lane', () => {
    const few = placeLanes(t, [0, 1], 500)
    for (const i of inOrder(data, t, few)) expect(arrowAt(data, t, i).from + arrowAt(data, t, i).to).toBe(1)
  })
  it('are found by the nearest within reach', () => {
    const x = (us: number): number => (us - now) / 20
    const a = arrowAt(data, t, order[5])
    const found = arrowNear(
      [order[5]],
      data,
      t,
      lanes,
      x,
      (x(a.sentUs) + x(a.endUs)) / 2,
      (lanes.y[a.from] + lanes.y[a.to]) / 2 + 3,
      12,
    )
    expect(found).toBe(order[5])
    expect(arrowNear([order[5]], data, t, lanes, x, x(a.sentUs) - 50, lanes.y[a.from], 12)).toBe(-1)
  })
  it('nearest to a moment come in time order and no more than asked for', () => {
    const near = nearestTo(order, data, now - 8000, 20)
    expect(near).toHaveLength(20)
    const sent = near.map((i) => arrowAt(data, t, i).sentUs)
    expect(sent).toEqual([...sent].sort((a, b) => a - b))
    expect(Math.max(...sent.map((us) => Math.abs(us - (now - 8000))))).toBeLessThan(6000)
  })
})

describe('the time axis', () => {
  it('shows a window that can be told apart, at every speed and width', () => {
    for (const speed of SPEEDS) expect(windowUs(speed, 1400)).toBeGreaterThanOrEqual(2000)
    for (const speed of SPEEDS) expect(windowUs(speed, 1400)).toBeLessThanOrEqual(60_000)
    expect(windowUs(0.005, 390)).toBeLessThan(windowUs(0.005, 1400))
  })
  it('has round steps far enough apart to be read', () => {
    expect(tickStepUs(20_000, 1300)).toBe(2000)
    expect(tickStepUs(1_000_000, 300)).toBe(500_000)
  })
})
