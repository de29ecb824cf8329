/**
 * What returned during one stretch of time, by journey: how operations ended, how stale reads were, how long answers took.
 * Stretches merge without loss, so that only the shortest ones are counted operation by operation.
 */
import { RETURN, RETURN_VALUES } from './chartColumns'
import { LatencyBins } from './latencyBins'
import { ROW, ROW_BIT, ROW_JOURNEY, ROW_STRIDE } from './presentTenth'

/** Fields for each journey; `invoked` is what began in the stretch, the rest what returned in it. */
export const RETURNS = {
  invoked: 0,
  ended: 1,
  okInTime: 2,
  reads: 3,
  stale: 4,
  staleMaxUs: 5,
  missedMax: 6,
} as const
export const RETURNS_FIELDS = 7

export class ReturnsBucket {
  readonly fields: Int32Array
  private bins: LatencyBins[]
  /** A bit for each journey of which anything was counted since it was cleared: of the shortest stretches most have none. */
  private touched = 0
  /** The same of returns alone: what `write` tells of. */
  present = 0

  constructor(private readonly journeys: number) {
    this.fields = new Int32Array(journeys * RETURNS_FIELDS)
    this.bins = Array.from({ length: journeys }, () => new LatencyBins())
  }

  latency(journey: number): LatencyBins {
    return this.bins[journey]
  }

  invoked(journey: number): void {
    this.touched |= 1 << journey
    this.fields[journey * RETURNS_FIELDS]++
  }

  /** Counts rows from..to−1 of a tenth of a second (`presentTenth.ts`). */
  add(rows: Int32Array, from: number, to: number): void {
    const { fields } = this
    for (let row = from; row < to; row++) {
      const w = row * ROW_STRIDE
      const what = rows[w]
      const journey = what & ROW_JOURNEY
      const at = journey * RETURNS_FIELDS
      this.present |= 1 << journey
      fields[at + RETURNS.ended]++
      if ((what & ROW_BIT.answered) !== 0) {
        if ((what & ROW_BIT.inTime) !== 0) fields[at + RETURNS.okInTime]++
        this.bins[journey].record(rows[w | ROW.latencyUs])
      }
      if ((what & ROW_BIT.judged) !== 0) this.judged(at, rows[w | ROW.missed], rows[w | ROW.staleUs])
    }
    this.touched |= this.present
  }
  private judged(at: number, missed: number, staleUs: number): void {
    const { fields } = this
    fields[at + RETURNS.reads]++
    if (missed === 0) return
    fields[at + RETURNS.stale]++
    if (staleUs > fields[at + RETURNS.staleMaxUs]) fields[at + RETURNS.staleMaxUs] = staleUs
    if (missed > fields[at + RETURNS.missedMax]) fields[at + RETURNS.missedMax] = missed
  }

  /**
   * Writes RETURN_VALUES for each journey that is present; then, where there are several, everybody's three quantiles, into the row
   * after the last journey's. `everybody`: room for their latency together.
   */
  write(values: Int32Array, to: number, everybody: LatencyBins): void {
    const { present } = this
    for (let j = 0; j < this.journeys; j++) if ((present & (1 << j)) !== 0) this.writeJourney(j, values, to)
    if ((present & (present - 1)) === 0) return
    everybody.clear()
    for (let j = 0; j < this.journeys; j++) everybody.merge(this.bins[j])
    everybody.quantiles(values, to + this.journeys * RETURN_VALUES)
  }

  merge(other: ReturnsBucket): void {
    if (other.touched === 0) return
    this.touched |= other.touched
    this.present |= other.present
    const { fields } = this
    for (let j = 0; j < this.journeys; j++) {
      if ((other.touched & (1 << j)) === 0) continue
      const at = j * RETURNS_FIELDS
      for (let f = 0; f < RETURNS.staleMaxUs; f++) fields[at + f] += other.fields[at + f]
      for (let f = RETURNS.staleMaxUs; f < RETURNS_FIELDS; f++) {
        if (other.fields[at + f] > fields[at + f]) fields[at + f] = other.fields[at + f]
      }
      this.bins[j].merge(other.bins[j])
    }
  }

  clear(): void {
    for (let j = 0; j < this.journeys; j++) {
      if ((this.touched & (1 << j)) === 0) continue
      for (let f = j * RETURNS_FIELDS; f < (j + 1) * RETURNS_FIELDS; f++) this.fields[f] = 0
      this.bins[j].clear()
    }
    this.touched = 0
    this.present = 0
  }
  clone(): ReturnsBucket {
    const copy = new ReturnsBucket(this.journeys)
    copy.fields.set(this.fields)
    copy.bins = this.bins.map((b) => b.clone())
    copy.touched = this.touched
    copy.present = this.present
    return copy
  }
  get bytes(): number {
    return this.bins.reduce((sum, bins) => sum + bins.bytes, this.fields.byteLength + 64)
  }

  private writeJourney(j: number, values: Int32Array, to: number): void {
    const at = to + j * RETURN_VALUES
    const from = j * RETURNS_FIELDS + RETURNS.reads
    for (let c = 0; c < RETURN.samples; c++) values[at + c] = this.fields[from + c]
    const bins = this.bins[j]
    values[at + RETURN.samples] = bins.count
    if (bins.count > 0) bins.quantiles(values, at + RETURN.p50Us)
  }
}

/** A stretch in which a single operation returned, row `row` of a tenth: writes the same as `write` does of a bucket with that row, and answers its `present`. */
export function writeSingle(rows: Int32Array, row: number, values: Int32Array, to: number): number {
  const w = row * ROW_STRIDE
  const what = rows[w]
  const journey = what & ROW_JOURNEY
  const at = to + journey * RETURN_VALUES
  const missed = rows[w | ROW.missed] // 0 of what was not judged
  values[at] = (what & ROW_BIT.judged) !== 0 ? 1 : 0
  values[at + RETURN.stale] = missed > 0 ? 1 : 0
  values[at + RETURN.staleMaxUs] = missed > 0 ? rows[w | ROW.staleUs] : 0
  values[at + RETURN.missedMax] = missed
  values[at + RETURN.samples] = (what & ROW_BIT.answered) !== 0 ? 1 : 0
  for (let q = RETURN.p50Us; q < RETURN_VALUES; q++) values[at + q] = rows[w | ROW.latencyUs]
  return 1 << journey
}
