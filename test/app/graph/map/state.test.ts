import { describe, expect, it } from 'vitest'
import { cutKind, edgeCodes, emptyEdge, readEdge } from '../../../../src/app/graph/map/edgeState'
import { serviceLayout } from '../../../../src/app/graph/map/layout'
import { boxTowards, edgesAt, edgeTowards } from '../../../../src/app/graph/map/neighbours'
import { emptyState, isQuiet, readState, stateCodes } from '../../../../src/app/graph/map/nodeState'
import { storedPositions } from '../../../../src/app/graph/map/positions'
import { selectBox, selectedBox, selectedEdge, selectEdge } from '../../../../src/app/graph/map/selecting'
import { separated, territories } from '../../../../src/app/graph/map/territory'
import { LINK_FIELDS, LINK_FLAG, NODE_FIELDS, NODE_FLAG } from '../../../../src/lab/protocol'
import { PRESETS } from '../../../../src/scenarios/presets/all'
import { topologyOf } from '../fakeCluster'

const t = topologyOf(PRESETS['storefront'])
const layout = serviceLayout(t, [], { width: 1440, height: 440 }, storedPositions(t)!, {})
const N = NODE_FIELDS.length
const L = LINK_FIELDS.length
const at = (id: string): number => t.nodes.findIndex((n) => n.id === id)
const boxAt = (key: string): number => layout.boxes.findIndex((b) => b.key === key)
const edgeBetween = (a: string, b: string): number =>
  layout.edges.findIndex((e) => [layout.boxes[e.a].key, layout.boxes[e.b].key].sort().join() === [a, b].sort().join())
function cutWhere(wanted: (from: string, to: string) => boolean): Float32Array {
  const links = new Float32Array(t.links.length * L)
  for (const l of t.links) if (wanted(t.nodes[l.from].id, t.nodes[l.to].id)) links[l.index * L] = LINK_FLAG.cut
  return links
}

describe('the state of what is drawn', () => {
  it('calls a group down only when all of it is, and says how many are', () => {
    const nodes = new Float32Array(t.nodes.length * N)
    nodes[at('worker-2') * N] = NODE_FLAG.down
    const workers = [at('worker-1'), at('worker-2')]
    const s = readState(nodes, workers, emptyState())
    expect([s.down, s.of, stateCodes(s)]).toEqual([1, 2, ['ok']])
    nodes[at('worker-1') * N] = NODE_FLAG.down | NODE_FLAG.slow
    expect(stateCodes(readState(nodes, workers, emptyState()))).toEqual(['down', 'slow'])
  })

  it('says of one node whether it takes part, and of a group only what is so of all', () => {
    const nodes = new Float32Array(t.nodes.length * N)
    nodes[at('api-2') * N] = NODE_FLAG.standsBy
    nodes[at('api-3') * N] = NODE_FLAG.drains | NODE_FLAG.slow
    const codes = (...ids: string[]) => stateCodes(readState(nodes, ids.map(at), emptyState()))
    expect([codes('api-1'), codes('api-2'), codes('api-3')]).toEqual([['ok'], ['standsBy'], ['slow', 'drains']])
    expect(codes('api-1', 'api-2')).toEqual(['ok'])
    expect([codes('api-2').every(isQuiet), codes('api-3').every(isQuiet)]).toEqual([true, false])
  })

  it('tells a whole cut from one way and from some of many links', () => {
    const edge = layout.edges[edgeBetween('node:api-1', 'shard:0')]
    const kind = (links: Float32Array): string => cutKind(readEdge(links, edge, emptyEdge()), edge)
    const forward = t.nodes[t.links[edge.forward[0]].from].id === 'api-1'
    expect(kind(cutWhere(() => false))).toBe('none')
    expect(kind(cutWhere((a, b) => a.startsWith('shard-1') || b.startsWith('shard-1')))).toBe('whole')
    expect(kind(cutWhere((a, b) => a === 'api-1' && b.startsWith('shard-1')))).toBe(forward ? 'forward' : 'backward')
    expect(kind(cutWhere((a, b) => a === 'api-1' && b === 'shard-1b'))).toBe('partial')
  })

  it('names every fault of a link', () => {
    const links = new Float32Array(t.links.length * L)
    const edge = layout.edges[edgeBetween('node:api-1', 'node:cache')]
    links[edge.forward[0] * L] = LINK_FLAG.lossy | LINK_FLAG.delayed
    expect(edgeCodes(readEdge(links, edge, emptyEdge())).sort()).toEqual(['delayed', 'lossy'])
  })
})

describe('territories', () => {
  it('are none while every link is open', () => {
    expect(
      separated(
        t,
        cutWhere(() => false),
        [],
      ),
    ).toEqual([])
  })
  it('show an isolated node even if nobody says how it came to be', () => {
    const links = cutWhere((a, b) => a === 'cache' || b === 'cache')
    expect(separated(t, links, [])).toEqual([[at('cache')]])
  })
  it('show a replica that was cut from its peers while callers still reach it, until it is healed', () => {
    const cut = cutWhere(
      (a, b) => a.startsWith('shard-2') && b.startsWith('shard-2') && (a === 'shard-2b' || b === 'shard-2b'),
    )
    const command = { kind: 'cut', link: { from: { node: 'shard-2b' }, to: { shard: 1 } } } as const
    expect(separated(t, cut, [{ command }])).toEqual([[at('shard-2b')]])
    const others = cutWhere((a) => a === 'cache')
    expect(separated(t, others, [{ command }])).toEqual([])
  })
  it('explain the cut links on their border, and no others', () => {
    const links = cutWhere((a, b) => (a === 'cache') !== (b === 'cache') || (a === 'balancer' && b === 'api-1'))
    const found = territories(t, layout, links, [])
    expect(found).toHaveLength(1)
    expect(found[0].crossing).toContain(edgeBetween('node:api-1', 'node:cache'))
    expect(found[0].crossing).not.toContain(edgeBetween('node:balancer', 'node:api-1'))
  })
})

describe('arrow keys', () => {
  it('lead from the customers to the right through the whole cluster', () => {
    let box = boxAt('node:customers')
    const seen = new Set<string>()
    for (let i = 0; i < 8 && box >= 0; i++) {
      seen.add(layout.boxes[box].group)
      box = boxTowards(layout, layout.boxes[box], 'right', box)
    }
    expect([...seen].slice(0, 3)).toEqual(['customers', 'balancer', 'api'])
    expect(seen).toContain('store')
  })
  it('reach every box from the first', () => {
    const reached = new Set([0])
    const queue = [0]
    for (let at = queue.shift(); at !== undefined; at = queue.shift())
      for (const way of ['left', 'right', 'up', 'down'] as const) {
        const next = boxTowards(layout, layout.boxes[at], way, at)
        if (next >= 0 && !reached.has(next)) {
          reached.add(next)
          queue.push(next)
        }
      }
    expect(layout.boxes.filter((_, i) => !reached.has(i)).map((b) => b.key)).toEqual([])
  })
  it('with Shift walk around the links of a node and back to the first', () => {
    const api = boxAt('node:api-2')
    const first = edgeTowards(layout, api, -1, 'right')
    const seen = [first]
    for (let e = edgeTowards(layout, api, first, 'down'); e !== first; e = edgeTowards(layout, api, e, 'down'))
      seen.push(e)
    expect(seen.length).toBe(edgesAt(layout, api).length)
  })
})

describe('selecting', () => {
  it('finds again what it selected', () => {
    layout.boxes.forEach((box, i) => expect(selectedBox(layout, selectBox(box))).toBe(i))
    layout.edges.forEach((edge, i) => expect(selectedEdge(layout, selectEdge(edge))).toBe(i))
  })
  it('calls a pair of links between two nodes the link, and more of them an edge', () => {
    expect(selectEdge(layout.edges[edgeBetween('node:api-1', 'node:cache')]).kind).toBe('link')
    expect(selectEdge(layout.edges[edgeBetween('node:api-1', 'shard:0')])).toEqual({
      kind: 'edge',
      from: { node: 'api-1' },
      to: { shard: 0 },
    })
  })
})
