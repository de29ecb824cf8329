/** Shortest paths by breadth, over and over on one graph, within a budget of steps. */
import type { Graph } from './dependencyGraph'

export class PathSearch {
  exhausted = false
  private readonly seen: Int32Array
  private readonly cameBy: Int32Array
  private readonly cameFrom: Int32Array
  private readonly queue: Int32Array
  private round = 0

  constructor(
    private readonly graph: Graph,
    private steps: number,
  ) {
    this.seen = new Int32Array(graph.nodes)
    this.cameBy = new Int32Array(graph.nodes)
    this.cameFrom = new Int32Array(graph.nodes)
    this.queue = new Int32Array(graph.nodes)
  }

  /** The edges of a shortest path over labels of the mask and nodes that are allowed; null where there is none. */
  shortest(from: number, to: number, mask: number, allowed: (node: number) => boolean): number[] | null {
    const { graph, seen, cameBy, cameFrom, queue } = this
    const round = ++this.round
    let length = 0
    queue[length++] = from
    seen[from] = round
    for (let at = 0; at < length; at++) {
      const node = queue[at]
      if (node === to) return this.traced(from, to)
      if (this.steps <= 0) {
        this.exhausted = true
        return null
      }
      this.steps -= graph.starts[node + 1] - graph.starts[node] + 1
      for (let slot = graph.starts[node]; slot < graph.starts[node + 1]; slot++) {
        const target = graph.targets[slot]
        if (!(graph.labels[slot] & mask) || seen[target] === round || !allowed(target)) continue
        seen[target] = round
        cameBy[target] = slot
        cameFrom[target] = node
        queue[length++] = target
      }
    }
    return null
  }

  private traced(from: number, to: number): number[] {
    const path: number[] = []
    for (let node = to; node !== from; node = this.cameFrom[node]) path.push(this.graph.ids[this.cameBy[node]])
    return path.reverse()
  }
}
