/**
 * Cycles of a dependency graph by kind (Adya 1999; Elle, VLDB 2020, section 4): G0 of writes alone, G1c with reads of writes,
 * G-single with one anti-dependency (rw), G-nonadjacent with several but never two in a row, G2 with any. A kind with process or
 * real-time edges is of that flavour, and looked for only where no flavour before has one as bad: it would tell nothing more.
 */
import { CYCLE_KINDS, FLAVOURS, type CycleKind, type Flavour } from '../anomalies'
import { componentsOf } from './components'
import { PROCESS, REALTIME, RW, WR, WW, graphOf, type DependencyEdges, type Graph } from './dependencyGraph'
import { PathSearch } from './pathSearch'

export interface Cycle {
  kind: CycleKind
  flavour: Flavour
  /** Each leads to where the next begins, the last to where the first begins. */
  edges: number[]
}

/** Of one kind, each from another component. */
const CYCLES_MAX = 8
/** Beginnings tried in a component, for a short one. */
const TRIES = 64
const STEPS_MAX = 200_000_000

const FLAVOUR_LABEL: Readonly<Record<Flavour, number>> = { '': 0, '-process': PROCESS, '-realtime': REALTIME }

/** `exhausted`: steps ran out, and kinds may be there that were not found. */
export function findCycles(nodes: number, edges: DependencyEdges): { cycles: Cycle[]; exhausted: boolean } {
  const search = new CycleSearch(nodes, edges)
  return { cycles: search.run(), exhausted: search.exhausted }
}

class CycleSearch {
  exhausted = false
  private readonly graph: Graph
  private readonly paths: PathSearch
  private alternating: { graph: Graph; paths: PathSearch } | null = null

  constructor(
    nodes: number,
    private readonly edges: DependencyEdges,
  ) {
    this.graph = graphOf(nodes, edges)
    this.paths = new PathSearch(this.graph, STEPS_MAX)
  }

  run(): Cycle[] {
    const found: Cycle[] = []
    let worst: number = CYCLE_KINDS.length
    for (const flavour of FLAVOURS) {
      const extra = FLAVOUR_LABEL[flavour]
      if (!this.hasCycle(WW | WR | RW | extra)) continue
      const here = CYCLE_KINDS.slice(0, flavour === '' ? undefined : worst).flatMap((kind) =>
        this.ofKind(kind, extra).map((list): Cycle => ({ kind, flavour, edges: list })),
      )
      found.push(...here)
      worst = Math.min(worst, ...here.map(({ kind }) => CYCLE_KINDS.indexOf(kind)))
    }
    this.exhausted = this.paths.exhausted || (this.alternating?.paths.exhausted ?? false)
    return found
  }

  private hasCycle(mask: number): boolean {
    return componentsOf(this.graph, mask).sizes.some((size) => size > 1)
  }

  private ofKind(kind: CycleKind, extra: number): number[][] {
    const { graph, paths } = this
    const isOfKind = (list: number[]): boolean => this.isOfKind(kind, list, extra)
    if (kind === 'G0') return throughLabel(graph, paths, WW | extra, WW, isOfKind)
    if (kind === 'G1c') return throughLabel(graph, paths, WW | WR | extra, WR, isOfKind)
    if (kind === 'G-single-item') return this.single(WW | WR | extra, isOfKind)
    if (kind === 'G2-item') return throughLabel(graph, paths, WW | WR | RW | extra, RW, isOfKind)
    this.alternating ??= this.doubled()
    const walks = throughLabel(this.alternating.graph, this.alternating.paths, WW | WR | RW | extra, RW, (walk) =>
      this.simpleParts(walk).some(isOfKind),
    )
    return walks.map((walk) => this.simpleParts(walk).find(isOfKind) as number[])
  }

  private doubled(): { graph: Graph; paths: PathSearch } {
    const graph = alternatingGraph(this.graph.nodes, this.edges)
    return { graph, paths: new PathSearch(graph, STEPS_MAX) }
  }

  /**
   * A walk through the doubled graph may pass a transaction twice: it is then taken apart there. Were both parts to join two rw,
   * so would the walk: one part at least is of its kind.
   */
  private simpleParts(walk: readonly number[]): number[][] {
    const parts: number[][] = []
    const open: number[] = []
    const { from, to } = this.edges
    for (const edge of walk) {
      open.push(edge)
      const begins = open.findIndex((other) => from[other] === to[edge])
      if (begins >= 0) parts.push(open.splice(begins))
    }
    return parts
  }

  /** An rw edge and a way back without any. Where components are numbered as here, no way leads to a higher number. */
  private single(mask: number, isOfKind: (list: number[]) => boolean): number[][] {
    const { graph, paths } = this
    const { of } = componentsOf(graph, mask)
    const whole = componentsOf(graph, mask | RW)
    const best = new Map<number, number[]>()
    const tries = new Map<number, number>()
    for (let node = 0; node < graph.nodes; node++) {
      for (let slot = graph.starts[node]; slot < graph.starts[node + 1]; slot++) {
        const target = graph.targets[slot]
        const component = whole.of[node]
        if (!(graph.labels[slot] & RW) || whole.of[target] !== component || of[target] < of[node]) continue
        if (!best.has(component) && best.size >= CYCLES_MAX) continue
        const tried = tries.get(component) ?? 0
        if (tried >= TRIES) continue
        const back = paths.shortest(target, node, mask, (other) => of[other] >= of[node])
        if (!back) continue
        tries.set(component, tried + 1)
        keepShorter(best, component, [graph.ids[slot], ...back], isOfKind)
      }
    }
    return [...best.values()]
  }

  /** A cycle of another kind may be the shortest where this kind was looked for: that one is found elsewhere. */
  private isOfKind(kind: CycleKind, list: readonly number[], extra: number): boolean {
    const { label } = this.edges
    if (extra && !list.some((edge) => label[edge] & extra)) return false
    const isRw = list.map((edge) => (label[edge] & RW) !== 0)
    const count = isRw.filter(Boolean).length
    const adjacent = isRw.some((here, i) => here && isRw[(i + 1) % isRw.length])
    if (kind === 'G-nonadjacent-item') return count > 1 && !adjacent
    return kind === 'G2-item' ? count > 1 && adjacent : true
  }
}

/** In each component of the mask, a short cycle through an edge of the label. */
function throughLabel(
  graph: Graph,
  paths: PathSearch,
  mask: number,
  label: number,
  isOfKind: (list: number[]) => boolean,
): number[][] {
  const { of, sizes } = componentsOf(graph, mask)
  const best = new Map<number, number[]>()
  const tries = new Map<number, number>()
  for (let node = 0; node < graph.nodes; node++) {
    const component = of[node]
    if (sizes[component] < 2 || (!best.has(component) && best.size >= CYCLES_MAX)) continue
    for (let slot = graph.starts[node]; slot < graph.starts[node + 1]; slot++) {
      const target = graph.targets[slot]
      const tried = tries.get(component) ?? 0
      if (!(graph.labels[slot] & label) || of[target] !== component || tried >= TRIES) continue
      tries.set(component, tried + 1)
      const back = paths.shortest(target, node, mask, (other) => of[other] === component)
      if (back) keepShorter(best, component, [graph.ids[slot], ...back], isOfKind)
    }
  }
  return [...best.values()]
}

function keepShorter(
  best: Map<number, number[]>,
  component: number,
  list: number[],
  isOfKind: (list: number[]) => boolean,
): void {
  const known = best.get(component)
  if ((!known || list.length < known.length) && isOfKind(list)) best.set(component, list)
}

/** Each node twice: come to by rw (odd), whence no rw leads on, or not (even). Its cycles have no two rw in a row. */
function alternatingGraph(nodes: number, edges: DependencyEdges): Graph {
  const from: number[] = []
  const to: number[] = []
  const label: number[] = []
  const ids: number[] = []
  const add = (edge: number, odd: number): void => {
    const isRw = edges.label[edge] === RW
    from.push(2 * edges.from[edge] + odd)
    to.push(2 * edges.to[edge] + (isRw ? 1 : 0))
    label.push(edges.label[edge])
    ids.push(edge)
  }
  for (let edge = 0; edge < edges.length; edge++) {
    add(edge, 0)
    if (edges.label[edge] !== RW) add(edge, 1)
  }
  const columns = { from: Int32Array.from(from), to: Int32Array.from(to), label: Int32Array.from(label) }
  return graphOf(2 * nodes, { length: ids.length, ...columns }, (edge) => ids[edge])
}
