/** How many times an operation was asked for by its client, on average: hedged copies too, over those that ended. */
import type { Bench } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import { OperationFeed } from './operationGauge'

class Attempts implements Gauge {
  private ended = 0
  private attempts = 0
  private exceeds: Witness | null = null
  private lacks: Witness | null = null

  constructor(figure: FigureOf<'attempts'>, bound: number, bench: Bench) {
    new OperationFeed(bench, figure, (op) => {
      if (op.outcome === 'open') return
      this.ended++
      this.attempts += op.attempts
      if (op.attempts > bound) this.exceeds ??= witnessOf(op)
      else this.lacks ??= witnessOf(op)
    })
  }

  measured(): Measured {
    const { ended, attempts, exceeds, lacks } = this
    return { now: ended === 0 ? null : attempts / ended, shows: exceeds, exceeds, lacks }
  }
}

export const attempts: Law<'attempts'> = (figure, bound, bench) => new Attempts(figure, bound, bench)
