/**
 * Which transaction must come before which, and why: edges over typed arrays. A pair may have several edges. Labels are bits, so
 * that a search may be told which to follow.
 */
export const WW = 1
export const WR = 2
export const RW = 4
export const PROCESS = 8
export const REALTIME = 16

/** Some 24 bytes each. */
const EDGES_MAX = 6_000_000

export class DependencyEdges {
  length = 0
  /** Whether there were too many to keep. */
  truncated = false
  from = new Int32Array(1024)
  to = new Int32Array(1024)
  label = new Int32Array(1024)
  /** What explains it: a key and two things that the checker names; −1 for none. */
  private key = new Int32Array(1024)
  private first = new Int32Array(1024)
  private second = new Int32Array(1024)

  /** A transaction never depends on itself: such an edge is passed over. */
  add(from: number, to: number, label: number, key = -1, first = -1, second = -1): void {
    if (from === to) return
    if (this.length >= EDGES_MAX) {
      this.truncated = true
      return
    }
    const at = this.length++
    if (at === this.from.length) this.grow()
    this.from[at] = from
    this.to[at] = to
    this.label[at] = label
    this.key[at] = key
    this.first[at] = first
    this.second[at] = second
  }

  evidence(edge: number): { key: number; first: number; second: number } {
    return { key: this.key[edge], first: this.first[edge], second: this.second[edge] }
  }

  private grow(): void {
    const longer = (column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(2 * column.length)
      grown.set(column)
      return grown
    }
    this.from = longer(this.from)
    this.to = longer(this.to)
    this.label = longer(this.label)
    this.key = longer(this.key)
    this.first = longer(this.first)
    this.second = longer(this.second)
  }
}

/** Edges by the node that they leave: those of node n are at `starts[n]` up to `starts[n + 1]`. */
export interface Graph {
  nodes: number
  starts: Int32Array
  targets: Int32Array
  labels: Int32Array
  /** The number of each in the list of edges that it was made of. */
  ids: Int32Array
}

export function graphOf(
  nodes: number,
  edges: Pick<DependencyEdges, 'length' | 'from' | 'to' | 'label'>,
  idOf: (edge: number) => number = (edge) => edge,
): Graph {
  const starts = new Int32Array(nodes + 1)
  for (let edge = 0; edge < edges.length; edge++) starts[edges.from[edge] + 1]++
  for (let node = 0; node < nodes; node++) starts[node + 1] += starts[node]
  const next = starts.slice()
  const targets = new Int32Array(edges.length)
  const labels = new Int32Array(edges.length)
  const ids = new Int32Array(edges.length)
  for (let edge = 0; edge < edges.length; edge++) {
    const slot = next[edges.from[edge]]++
    targets[slot] = edges.to[edge]
    labels[slot] = edges.label[edge]
    ids[slot] = idOf(edge)
  }
  return { nodes, starts, targets, labels, ids }
}
