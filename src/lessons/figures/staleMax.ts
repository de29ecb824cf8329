/** How long the first write that a read missed had been acknowledged when it was asked for, at most over answered reads; a fresh read: 0 ms. */
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import { OperationFeed } from './operationGauge'

class StaleMax implements Gauge {
  private stalestUs = -1
  private stalest: Witness | null = null

  constructor(figure: FigureOf<'staleMaxMs'>, bench: Bench) {
    new OperationFeed(bench, figure, (op) => {
      if (!op.judged || op.staleUs <= this.stalestUs) return
      this.stalestUs = op.staleUs
      this.stalest = witnessOf(op)
    })
  }

  measured(): Measured {
    const { stalestUs, stalest } = this
    return { now: stalestUs < 0 ? null : stalestUs / 1000, shows: stalest, exceeds: stalest, lacks: stalest }
  }
}

export const staleMax: Law<'staleMaxMs'> = (figure, _bound, bench) => new StaleMax(figure, bench)
