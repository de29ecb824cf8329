import { describe, expect, it } from 'vitest'
import type { Box } from '../../../../src/app/graph/map/boxes'
import { opennessOf, toggled } from '../../../../src/app/graph/map/boxes'
import { fitted } from '../../../../src/app/graph/map/camera'
import type { MapLayout } from '../../../../src/app/graph/map/layout'
import { networkLayout, serviceLayout } from '../../../../src/app/graph/map/layout'
import { rankedPositions, storedPositions } from '../../../../src/app/graph/map/positions'
import { PRESETS } from '../../../../src/scenarios/presets/all'
import { bigScenario } from '../bigScenario'
import { topologyOf } from '../fakeCluster'

const storefront = topologyOf(PRESETS['storefront'])
const wide = { width: 1440, height: 440 }
const phone = { width: 390, height: 560 }
const tops = (layout: MapLayout): Box[] => layout.boxes.filter((b) => b.parent < 0)

function overlaps(boxes: Box[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => Math.abs(a.x - b.x) < (a.w + b.w) / 2 - 1 && Math.abs(a.y - b.y) < (a.h + b.h) / 2 - 1)
      .map((b) => `${a.key} on ${b.key}`),
  )
}

describe('the service map', () => {
  it('opens with the services one by one, four shards and a spare one with three replicas each, and everything else as one', () => {
    const layout = serviceLayout(storefront, [], wide, storedPositions(storefront)!, {})
    const count = (kind: string): number => layout.boxes.filter((b) => b.kind === kind).length
    expect(count('shard')).toBe(5)
    expect(count('replica')).toBe(15)
    expect(layout.boxes.filter((b) => b.role === 'api')).toHaveLength(3)
    expect(layout.boxes.find((b) => b.key === 'group:worker')?.nodes).toHaveLength(2)
  })

  it.each(Object.keys(PRESETS))('has all of %s within its bounds: boxes, and edges that lead around them', (id) => {
    const t = topologyOf(PRESETS[id])
    for (const room of [wide, phone]) {
      const { bounds, edges, boxes } = serviceLayout(t, [], room, rankedPositions(t), {})
      const points = [
        ...edges.flatMap(({ curve }) =>
          Array.from({ length: curve.length / 2 }, (_, i) => [curve[2 * i], curve[2 * i + 1]]),
        ),
        ...boxes.flatMap(({ x, y, w, h }) => [
          [x - w / 2, y - h / 2],
          [x + w / 2, y + h / 2],
        ]),
      ]
      const outside = points.filter(
        ([x, y]) => x < bounds.x || y < bounds.y || x > bounds.x + bounds.w + 1e-6 || y > bounds.y + bounds.h + 1e-6,
      )
      expect(outside).toEqual([])
    }
  })

  it.each(Object.keys(PRESETS))('draws %s without overlaps, wide and tall', (id) => {
    const t = topologyOf(PRESETS[id])
    for (const room of [wide, phone, { width: 800, height: 800 }])
      expect(overlaps(tops(serviceLayout(t, [], room, rankedPositions(t), {})))).toEqual([])
    expect(overlaps(tops(serviceLayout(t, [], wide, storedPositions(t)!, {})))).toEqual([])
  })

  it('is the same on a phone whatever room the page leaves it, callers left of whom they call', () => {
    const at = (height: number): MapLayout =>
      serviceLayout(storefront, [], { width: 390, height }, storedPositions(storefront)!, {})
    expect(at(240).boxes).toEqual(at(360).boxes)
    const x = (key: string): number => at(300).boxes.find((box) => box.key === key)!.x
    expect(x('node:balancer')).toBeLessThan(x('node:recommendations'))
    expect(x('node:balancer')).toBeLessThan(x('node:api-1'))
  })

  it('carries fifty nodes, open or closed', () => {
    const t = topologyOf(bigScenario())
    expect(t.nodes.length).toBeGreaterThanOrEqual(45)
    for (const open of [[], ['api', 'worker', 'store'], ['-store']])
      expect(overlaps(tops(serviceLayout(t, open, wide, storedPositions(t)!, {})))).toEqual([])
  })

  it('gives every node a box and every drawn link a way that begins and ends at its nodes', () => {
    const layout = serviceLayout(storefront, [], wide, storedPositions(storefront)!, {})
    expect([...layout.boxOfNode].every((b) => b >= 0)).toBe(true)
    for (const link of storefront.links) {
      const way = layout.ways[link.index]!
      const to = layout.boxes[layout.boxOfNode[link.to]]
      expect(Math.hypot(way[way.length - 2] - to.x, way[way.length - 1] - to.y)).toBeLessThan(50)
    }
  })

  it('does not draw links within one closed group', () => {
    const layout = serviceLayout(storefront, ['-store'], wide, storedPositions(storefront)!, {})
    const peers = storefront.links.filter(
      (l) => storefront.nodes[l.from].shard >= 0 && storefront.nodes[l.to].shard >= 0,
    )
    expect(peers.map((l) => layout.ways[l.index])).toEqual(peers.map(() => null))
  })

  it('moves a dragged group and nothing else', () => {
    const before = serviceLayout(storefront, [], wide, storedPositions(storefront)!, {})
    const after = serviceLayout(storefront, [], wide, storedPositions(storefront)!, { cache: { dx: 30, dy: 9 } })
    after.boxes.forEach((box, i) => {
      const by = box.group === 'cache' ? [30, 9] : [0, 0]
      expect([box.x - before.boxes[i].x, box.y - before.boxes[i].y]).toEqual(by)
    })
  })

  it('opens and closes a group step by step and comes back to the default', () => {
    const store = storefront.groups.find((g) => g.id === 'store')!
    const seen = [opennessOf(store, [])]
    let open: string[] = []
    for (let i = 0; i < 3; i++) {
      open = toggled(store, open)
      seen.push(opennessOf(store, open))
    }
    expect(seen).toEqual(['shards', 'nodes', 'closed', 'shards'])
    expect(open).toEqual([])
    const api = storefront.groups.find((g) => g.id === 'api')!
    expect(toggled(api, [])).toEqual(['-api'])
    expect(toggled(api, ['-api'])).toEqual([])
  })
})

describe('the network', () => {
  it('puts every host inside its zone, without overlaps', () => {
    for (const room of [wide, phone]) {
      const layout = networkLayout(storefront, room)
      expect(overlaps(layout.boxes)).toEqual([])
      for (const box of layout.boxes) {
        const zone = layout.areas.find((a) => a.id === storefront.nodes[box.nodes[0]].zone)!
        expect(box.x > zone.x && box.x < zone.x + zone.w && box.y > zone.y && box.y < zone.y + zone.h).toBe(true)
      }
    }
  })
})

describe('the camera', () => {
  it('shows the whole map in the middle', () => {
    const c = fitted({ x: -50, y: 10, w: 1000, h: 200 }, 524, 400)
    expect(c.k).toBeCloseTo(0.5)
    expect(-50 * c.k + c.x).toBeCloseTo(12)
    expect(10 * c.k + c.y).toBeCloseTo(150)
  })
})
