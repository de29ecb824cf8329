/**
 * The topologies of Maelstrom's broadcast workload (jepsen-io/maelstrom, `--topology`): whom each of n nodes may tell.
 */
export const TOPOLOGIES = ['grid', 'line', 'total', 'tree2', 'tree3', 'tree4'] as const
export type Topology = (typeof TOPOLOGIES)[number]

/** The neighbours of every node, ascending. */
export function neighboursOf(topology: Topology, n: number): number[][] {
  const neighbours = Array.from({ length: n }, () => new Array<number>())
  for (const [a, b] of edgesOf(topology, n)) {
    neighbours[a].push(b)
    neighbours[b].push(a)
  }
  return neighbours.map((all) => all.sort((a, b) => a - b))
}

function edgesOf(topology: Topology, n: number): [number, number][] {
  const edges: [number, number][] = []
  const width = Math.ceil(Math.sqrt(n))
  for (let i = 0; i < n; i++) {
    if (topology === 'line' && i > 0) edges.push([i - 1, i])
    if (topology === 'total') for (let j = 0; j < i; j++) edges.push([j, i])
    if (topology === 'grid') {
      if (i % width > 0) edges.push([i - 1, i])
      if (i >= width) edges.push([i - width, i])
    }
    if (topology.startsWith('tree') && i > 0) edges.push([Math.floor((i - 1) / Number(topology.slice(4))), i])
  }
  return edges
}

/** The longest of all shortest ways, in hops. */
export function diameterOf(neighbours: readonly (readonly number[])[]): number {
  return Math.max(...neighbours.map((_, from) => Math.max(...hopsFrom(neighbours, from))))
}
function hopsFrom(neighbours: readonly (readonly number[])[], from: number): number[] {
  const hops = new Array<number>(neighbours.length).fill(-1)
  hops[from] = 0
  const queue = [from]
  for (const at of queue) {
    for (const next of neighbours[at]) {
      if (hops[next] >= 0) continue
      hops[next] = hops[at] + 1
      queue.push(next)
    }
  }
  return hops
}
