/**
 * For how long something was wrong with a node, or with the link between it and another one, either way: seconds of the window, in whole
 * tenths. What was done is told from the world as it stands, whoever did it and by whatever command, concealed ones too.
 */
import type { Cluster } from '../../cluster'
import { linkFlags, nodeFlags } from '../../lab/frame'
import { LINK_FLAG, NODE_FLAG } from '../../lab/protocol'
import type { Trouble } from '../figures'
import { NODE_TROUBLES } from '../figures'
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

const LOOK_US = 100_000

class TroubleTime implements Gauge {
  private tenths = 0
  private shows: Witness | null = null
  private exceeds: Witness | null = null
  private readonly looks: number

  constructor(
    private readonly figure: FigureOf<'troubleS'>,
    private readonly bound: number,
    bench: Bench,
  ) {
    const { fromUs, toUs } = bench.window(figure)
    const firstUs = Math.ceil(fromUs / LOOK_US) * LOOK_US
    this.looks = Math.max(0, Math.ceil((toUs - firstUs) / LOOK_US))
    // A tenth counts for what stands when it ends.
    for (let i = 1; i <= this.looks; i++) {
      const atUs = Math.min(toUs, firstUs + i * LOOK_US)
      bench.stop(atUs, () => this.look(bench.player.world.cluster, atUs))
    }
  }

  private look(cluster: Cluster, atUs: number): void {
    if (!isSo(cluster, this.figure)) return
    this.tenths++
    const witness: Witness = { atUs, note: { code: 'node', params: { node: this.figure.node } } }
    this.shows ??= witness
    if (this.tenths / 10 > this.bound) this.exceeds ??= witness
  }

  measured(): Measured {
    return { now: this.looks === 0 ? null : this.tenths / 10, shows: this.shows, exceeds: this.exceeds }
  }
}

function isSo(cluster: Cluster, { trouble, node, other }: FigureOf<'troubleS'>): boolean {
  if (isOfNode(trouble))
    return cluster.nodes.some((one) => one.id === node && (nodeFlags(one) & NODE_FLAG[trouble]) !== 0)
  const joins = (a: string, b: string): boolean => (a === node && b === other) || (a === other && b === node)
  return cluster.links.some((link) => joins(link.from.id, link.to.id) && (linkFlags(link) & LINK_FLAG[trouble]) !== 0)
}
/** Else of a link. */
export function isOfNode(trouble: Trouble): trouble is (typeof NODE_TROUBLES)[number] {
  return NODE_TROUBLES.some((one) => one === trouble)
}

export const trouble: Law<'troubleS'> = (figure, bound, bench) => new TroubleTime(figure, bound, bench)
