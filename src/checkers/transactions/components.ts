/** Strongly connected components (Tarjan 1972), without recursion. */
import type { Graph } from './dependencyGraph'

export interface Components {
  /** Of each node. An edge never leads to a component of a higher number. */
  of: Int32Array
  /** Nodes of each. */
  sizes: number[]
}

/** Follows only edges whose label is in the mask. */
export function componentsOf({ nodes, starts, targets, labels }: Graph, mask: number): Components {
  const of = new Int32Array(nodes).fill(-1)
  const sizes: number[] = []
  const order = new Int32Array(nodes).fill(-1)
  const low = new Int32Array(nodes)
  const cursor = starts.slice(0, nodes)
  const stack = new Int32Array(nodes)
  const path = new Int32Array(nodes)
  let visited = 0
  let stacked = 0
  for (let root = 0; root < nodes; root++) {
    if (order[root] >= 0) continue
    let depth = 0
    path[depth++] = root
    while (depth > 0) {
      const node = path[depth - 1]
      if (order[node] < 0) {
        order[node] = low[node] = visited++
        stack[stacked++] = node
      }
      let deeper = -1
      while (deeper < 0 && cursor[node] < starts[node + 1]) {
        const slot = cursor[node]++
        if (!(labels[slot] & mask)) continue
        const target = targets[slot]
        if (order[target] < 0) deeper = target
        else if (of[target] < 0) low[node] = Math.min(low[node], order[target])
      }
      if (deeper >= 0) {
        path[depth++] = deeper
        continue
      }
      depth--
      if (depth > 0) low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node])
      if (low[node] !== order[node]) continue
      const component = sizes.push(0) - 1
      let member: number
      do {
        member = stack[--stacked]
        of[member] = component
        sizes[component]++
      } while (member !== node)
    }
  }
  return { of, sizes }
}
