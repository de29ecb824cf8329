/**
 * The longest time within the window in which no operation of its kind was answered in time, in seconds; the window's ends count as answers.
 * Where none was invoked there is nothing to tell.
 */
import type { Bench, Window } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { OperationFeed } from './operationGauge'
import { isInTime } from './tallies'

class Outage implements Gauge {
  private readonly window: Window
  private hasOperations = false
  private lastUs: number
  private longestUs = 0
  private shows: Witness | null = null
  private exceeds: Witness | null = null

  constructor(
    figure: FigureOf<'outageS'>,
    private readonly bound: number,
    bench: Bench,
  ) {
    this.window = bench.window(figure)
    this.lastUs = this.window.fromUs
    new OperationFeed(bench, figure, (op) => {
      this.hasOperations = true
      if (isInTime(op)) this.answered(Math.min(op.returnedUs, this.window.toUs))
    })
  }

  private answered(atUs: number): void {
    const silentUs = atUs - this.lastUs
    if (silentUs > this.longestUs) {
      this.longestUs = silentUs
      this.shows = { atUs: this.lastUs }
    }
    if (silentUs > this.bound * 1e6) this.exceeds ??= { atUs: this.lastUs }
    this.lastUs = atUs
  }

  measured(): Measured {
    this.answered(this.window.toUs)
    const { longestUs, shows, exceeds } = this
    return { now: this.hasOperations ? longestUs / 1e6 : null, shows, exceeds, lacks: shows }
  }
}

export const outage: Law<'outageS'> = (figure, bound, bench) => new Outage(figure, bound, bench)
