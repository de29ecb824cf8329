/**
 * The charts' data as a fold: the same operations counted into buckets of every kept width. Buckets that can no longer
 * change go to the branch's SeriesStore; publish() also writes what is known of the others, before a chart is read.
 */
import { LEVEL_WIDTHS_US, COUNT } from './chartColumns'
import type { OperationFacts } from './operationFacts'
import { LevelWork, SeriesLevel } from './seriesLevel'
import { SeriesStore } from './seriesStore'

export class Series {
  private levels: SeriesLevel[]
  private readonly work: LevelWork

  constructor(
    private readonly journeys: number,
    public store = new SeriesStore(journeys),
  ) {
    this.levels = LEVEL_WIDTHS_US.map((widthUs, i) => new SeriesLevel(i, widthUs, journeys))
    this.work = new LevelWork(journeys)
  }

  invoked(journey: number): void {
    for (let i = 0; i < this.levels.length; i++) this.levels[i].invoked(journey)
  }

  returned(op: OperationFacts): void {
    const outcome =
      op.outcome === 'ok' ? (op.late ? COUNT.late : COUNT.ok) : op.outcome === 'fail' ? COUNT.failed : COUNT.unknown
    for (let i = 0; i < this.levels.length; i++) this.levels[i].returned(op, outcome)
  }

  /** To be called at every multiple of TICK_US, before the records of that moment. */
  tick(atUs: number, divergedIntegral: number): void {
    for (let i = 0; i < this.levels.length; i++) {
      const level = this.levels[i]
      if (atUs % level.widthUs === 0) level.close(atUs, divergedIntegral, this.store, this.work)
    }
  }

  publish(nowUs: number, divergedIntegral: number): void {
    for (const level of this.levels) level.publish(nowUs, divergedIntegral, this.store, this.work)
  }

  /** A copy that writes into the same store. */
  clone(): Series {
    const copy = new Series(this.journeys, this.store)
    copy.levels = this.levels.map((l) => l.clone())
    return copy
  }
  get bytes(): number {
    let bytes = 0
    for (const level of this.levels) bytes += level.bytes
    return bytes
  }
}
