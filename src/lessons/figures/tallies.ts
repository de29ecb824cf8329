/** How many operations there were of a sort. Without any operation in the window there is nothing to tell. */
import type { OperationFacts } from '../../telemetry'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { witnessOf } from './measure'
import type { Bench } from './bench'
import { OperationFeed } from './operationGauge'

type Tallied = 'count' | 'goodput' | 'answered' | 'inTime' | 'failed' | 'unknown'
type Is = (op: OperationFacts) => boolean

/** ok, within the deadline of its journey. */
export const isInTime: Is = (op) => op.outcome === 'ok' && !op.late
const IS: Record<Tallied, Is> = {
  count: () => true,
  goodput: isInTime,
  answered: ({ outcome }) => outcome === 'ok',
  inTime: isInTime,
  failed: ({ outcome }) => outcome === 'fail',
  unknown: ({ outcome }) => outcome === 'info' || outcome === 'open',
}

class Tally implements Gauge {
  private all = 0
  private counted = 0
  private shows: Witness | null = null
  private exceeds: Witness | null = null
  private lacks: Witness | null = null
  private readonly feed: OperationFeed

  constructor(
    private readonly figure: FigureOf<Tallied>,
    private readonly bound: number,
    bench: Bench,
  ) {
    this.feed = new OperationFeed(bench, figure, (op) => this.take(op))
  }

  private take(op: OperationFacts): void {
    this.all++
    if (!IS[this.figure.figure](op)) {
      this.lacks ??= witnessOf(op)
      return
    }
    this.counted++
    this.shows ??= witnessOf(op)
    if (this.exceeds === null && this.counted / this.per > this.bound) this.exceeds = witnessOf(op)
  }

  measured(): Measured {
    const { shows, exceeds, lacks } = this
    return { now: this.all === 0 ? null : this.counted / this.per, shows, exceeds, lacks }
  }

  /** Seconds of the window, of a rate. */
  private get per(): number {
    const { fromUs, toUs } = this.feed.window
    return this.figure.figure === 'goodput' ? (toUs - fromUs) / 1e6 : 1
  }
}

/** `goodput`: answered in time, a second of the window; the others: how many. */
export const tally: Law<Tallied> = (figure, bound, bench) => new Tally(figure, bound, bench)
