/**
 * Keys on which the replicas of their shard differ at the window's end (telemetry/divergence): what is on its way to a replica counts. Where
 * nothing was written there is nothing to tell.
 */
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'

class KeysDiverged implements Gauge {
  private hasWrites = false
  private keys = 0
  private witness: Witness | null = null

  constructor(
    figure: FigureOf<'keysDiverged'>,
    private readonly bench: Bench,
  ) {
    const { toUs } = bench.window(figure)
    bench.hear({
      returned: ({ kind, outcome, returnedUs }) => {
        const isWrite = kind === 'write' || kind === 'transfer'
        if (isWrite && outcome === 'ok' && returnedUs < toUs) this.hasWrites = true
      },
    })
    bench.stop(toUs, () => this.look(toUs))
  }

  private look(atUs: number): void {
    const { divergence } = this.bench.player.observation
    this.keys = divergence.divergedKeys
    const node = divergence.behindKeys.findIndex((keys) => keys > 0)
    if (node < 0) return
    this.witness = { atUs, note: { code: 'node', params: { node: this.bench.player.world.cluster.nodes[node].id } } }
  }

  measured(): Measured {
    const { keys, witness } = this
    return { now: this.hasWrites ? keys : null, shows: witness, exceeds: witness }
  }
}

export const diverged: Law<'keysDiverged'> = (figure, _bound, bench) => new KeysDiverged(figure, bench)
