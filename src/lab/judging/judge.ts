/**
 * The judge of a run, fed with what clients saw as rows (telemetry's operation log) and with how far the run is known. A row is
 * heard once, in its order; looks come at fixed ticks of virtual time, and only when all before them has been heard.
 */
import { OPERATION_LOG_STRIDE, OperationRowReader, timeOfRow } from '../../telemetry'
import { JourneyJudge } from './journeyJudge'
import type { Docket } from './docket'
import type { JourneyVerdict } from './verdict'

/** Virtual time between two looks. */
const LOOK_EVERY_US = 100_000

export class Judge {
  rows = 0
  /** Judged so far: everything before this moment. */
  judgedUs = 0
  private readonly journeys: JourneyJudge[]
  private readonly reader: OperationRowReader

  constructor({ classes, journeys }: Docket) {
    this.journeys = journeys.map((judged) => new JourneyJudge(judged))
    this.reader = new OperationRowReader(classes)
  }

  /** The next rows. */
  hear(words: Int32Array): void {
    for (let at = 0; at < words.length; at += OPERATION_LOG_STRIDE) {
      this.lookBefore(timeOfRow(words, at))
      this.reader.read(words, at, this.journeys)
      this.rows++
    }
  }

  /** All that happened before `knownUs` has been heard. */
  know(knownUs: number): void {
    this.lookBefore(knownUs)
  }

  /** Of what happened from `atUs` on nothing will be heard. */
  end(atUs: number): void {
    this.know(atUs)
    for (const journey of this.journeys) journey.end(atUs)
  }

  /** Grows with every change of a verdict. */
  get changes(): number {
    return this.journeys.reduce((sum, { changes }) => sum + changes, 0)
  }
  verdicts(): JourneyVerdict[] {
    return this.journeys.map((journey) => journey.verdict())
  }

  private lookBefore(timeUs: number): void {
    while (this.judgedUs + LOOK_EVERY_US < timeUs) {
      this.judgedUs += LOOK_EVERY_US
      for (const journey of this.journeys) journey.look(this.judgedUs)
    }
  }
}
