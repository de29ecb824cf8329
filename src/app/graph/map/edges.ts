/**
 * Edges of a map: links with the same two ends are drawn as one. Each directed link also has its own way (a sampled
 * curve from its node to the other, through the drawn edge), on which its messages move.
 */
import type { NodeTarget } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'
import type { Box } from './boxes'
import { resample, reversed } from './geometry'
import type { Run } from './route'
import { bodyOf, route } from './route'

export interface Edge {
  key: string
  a: number // index of a box
  b: number
  forward: number[] // links a → b
  backward: number[]
  curve: Float32Array // a → b
  inner: boolean // between replicas inside one shard's box
  from: NodeTarget
  to: NodeTarget
}
export interface EdgeSet {
  edges: Edge[]
  edgeOfLink: Int32Array // -1: inside one closed box, not drawn
  ways: (Float32Array | null)[] // by link
}

export function targetOf(box: Box, topology: Topology): NodeTarget {
  if (box.kind === 'shard') return { shard: box.shard }
  return box.kind === 'group' ? { group: box.group } : { node: topology.nodes[box.nodes[0]].id }
}

export function edgesOf(topology: Topology, boxes: Box[], boxOfNode: Int32Array, run: Run): EdgeSet {
  const edges: Edge[] = []
  const byKey = new Map<string, number>()
  const edgeOfLink = new Int32Array(topology.links.length).fill(-1)
  const outer = (box: number): number => (boxes[box].parent >= 0 ? boxes[box].parent : box)
  const obstacles = boxes.filter((b) => b.parent < 0)
  for (const link of topology.links) {
    let a = boxOfNode[link.from]
    let b = boxOfNode[link.to]
    if (a === b) continue
    const inner = outer(a) === outer(b)
    if (!inner) {
      a = outer(a)
      b = outer(b)
    }
    const turned = a > b
    const key = turned ? `${b}-${a}` : `${a}-${b}`
    let at = byKey.get(key)
    if (at === undefined) {
      at = edges.length
      byKey.set(key, at)
      const first = boxes[turned ? b : a]
      const second = boxes[turned ? a : b]
      edges.push({
        key: `${first.key}|${second.key}`,
        a: turned ? b : a,
        b: turned ? a : b,
        forward: [],
        backward: [],
        curve: resample(route(first, second, run, obstacles)),
        inner,
        from: targetOf(first, topology),
        to: targetOf(second, topology),
      })
    }
    edges[at][turned ? 'backward' : 'forward'].push(link.index)
    edgeOfLink[link.index] = at
  }
  return { edges, edgeOfLink, ways: waysOf(topology, boxes, boxOfNode, edges, edgeOfLink) }
}

/** A link's way: its edge, and inside a shard on to the replica itself. Links with the same ends share one. */
function waysOf(
  t: Topology,
  boxes: Box[],
  boxOfNode: Int32Array,
  edges: Edge[],
  edgeOfLink: Int32Array,
): EdgeSet['ways'] {
  const shared = new Map<string, Float32Array>()
  return t.links.map((link) => {
    const edge = edges[edgeOfLink[link.index]]
    if (!edge) return null
    const from = boxOfNode[link.from]
    const to = boxOfNode[link.to]
    const key = `${from}-${to}`
    const known = shared.get(key)
    if (known) return known
    const forward = edge.forward.includes(link.index)
    const curve = forward ? edge.curve : reversed(edge.curve)
    const way = edge.inner ? curve : extended(curve, boxes[from], boxes[to])
    shared.set(key, way)
    return way
  })
}

function extended(curve: Float32Array, from: Box, to: Box): Float32Array {
  if (from.kind !== 'replica' && to.kind !== 'replica') return curve
  const points = Array.from(curve)
  const p = bodyOf(from)
  const q = bodyOf(to)
  if (from.kind === 'replica') points.unshift(p.x, p.y)
  if (to.kind === 'replica') points.push(q.x, q.y)
  return resample(points)
}
