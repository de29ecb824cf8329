/**
 * The busy share of the busiest member of a group over the window, 0 to 1: of its workers' time, exactly (telemetry/saturation). Members
 * without workers are never busy, and are none of it. Its witness is the beginning of the first second in which the busiest was beyond the
 * bound.
 */
import type { ClusterNode } from '../../cluster'
import type { Bench, Window } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

const SECOND_US = 1_000_000

class UtilisationMax implements Gauge {
  private readonly nodes: readonly ClusterNode[]
  private readonly window: Window
  /** At the beginning, at each second, and at the end: by node, busy workers' microseconds since the beginning of the run. */
  private readonly looks: { atUs: number; busyUs: number[] }[] = []

  constructor(
    { group, ...within }: FigureOf<'utilisationMax'>,
    private readonly bound: number,
    private readonly bench: Bench,
  ) {
    const { nodes } = bench.player.world.cluster
    this.nodes = nodes.filter((node) => node.workers > 0 && (group === undefined || node.group === group))
    this.window = bench.window(within)
    const { fromUs, toUs } = this.window
    for (let atUs = fromUs; atUs < toUs; atUs += SECOND_US) bench.stop(atUs, () => this.look(atUs))
    bench.stop(toUs, () => this.look(toUs))
  }

  private look(atUs: number): void {
    const { saturation } = this.bench.player.observation
    this.looks.push({ atUs, busyUs: this.nodes.map(({ index }) => saturation.totals(index, atUs).busyIntegralUs) })
  }

  measured(): Measured {
    const shares = this.nodes.map((_, n) => this.share(n, 0, this.looks.length - 1))
    if (shares.length === 0 || this.window.toUs <= this.window.fromUs) return { now: null }
    const now = Math.max(...shares)
    const busiest = shares.indexOf(now)
    const beyond = this.looks.slice(1).findIndex((_, i) => this.share(busiest, i, i + 1) > this.bound)
    const witness: Witness = {
      atUs: this.looks[Math.max(0, beyond)].atUs,
      note: { code: 'node', params: { node: this.nodes[busiest].id } },
    }
    return { now, shows: witness, exceeds: witness, lacks: witness }
  }
  private share(n: number, from: number, to: number): number {
    const [a, b] = [this.looks[from], this.looks[to]]
    return (b.busyUs[n] - a.busyUs[n]) / (b.atUs - a.atUs) / this.nodes[n].workers
  }
}

export const utilisation: Law<'utilisationMax'> = (figure, bound, bench) => new UtilisationMax(figure, bound, bench)
