/**
 * What returned during one stretch of time, by journey: how operations ended, how stale reads were, how long answers took.
 * Stretches merge without loss, so that only the shortest one is counted operation by operation.
 */
import { LatencyBins } from './latencyBins'
import type { OperationFacts } from './operationFacts'

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
const GREATEST = 2147483647

export class ReturnsBucket {
  readonly fields: Int32Array
  private bins: LatencyBins[]

  constructor(private readonly journeys: number) {
    this.fields = new Int32Array(journeys * RETURNS_FIELDS)
    this.bins = Array.from({ length: journeys }, () => new LatencyBins())
  }

  latency(journey: number): LatencyBins {
    return this.bins[journey]
  }

  invoked(journey: number): void {
    this.fields[journey * RETURNS_FIELDS]++
  }

  returned(op: OperationFacts): void {
    const { fields } = this
    const at = op.journey * RETURNS_FIELDS
    fields[at + RETURNS.ended]++
    if (op.outcome === 'ok') {
      if (!op.late) fields[at + RETURNS.okInTime]++
      this.bins[op.journey].record(op.returnedUs - op.invokedUs)
    }
    if (!op.judged) return
    fields[at + RETURNS.reads]++
    if (op.missed === 0) return
    fields[at + RETURNS.stale]++
    const staleUs = op.staleUs < GREATEST ? op.staleUs : GREATEST
    if (staleUs > fields[at + RETURNS.staleMaxUs]) fields[at + RETURNS.staleMaxUs] = staleUs
    if (op.missed > fields[at + RETURNS.missedMax]) fields[at + RETURNS.missedMax] = op.missed
  }

  /** Nothing returned in it. */
  isEmpty(journey: number): boolean {
    return this.fields[journey * RETURNS_FIELDS + RETURNS.ended] === 0
  }

  merge(other: ReturnsBucket): void {
    const { fields } = this
    for (let j = 0; j < this.journeys; j++) {
      const at = j * RETURNS_FIELDS
      fields[at] += other.fields[at]
      if (other.isEmpty(j)) continue
      for (let f = RETURNS.ended; f < RETURNS.staleMaxUs; f++) fields[at + f] += other.fields[at + f]
      for (let f = RETURNS.staleMaxUs; f < RETURNS_FIELDS; f++) {
        if (other.fields[at + f] > fields[at + f]) fields[at + f] = other.fields[at + f]
      }
      this.bins[j].merge(other.bins[j])
    }
  }

  clear(): void {
    this.fields.fill(0)
    for (const bins of this.bins) bins.clear()
  }
  clone(): ReturnsBucket {
    const copy = new ReturnsBucket(this.journeys)
    copy.fields.set(this.fields)
    copy.bins = this.bins.map((b) => b.clone())
    return copy
  }
  get bytes(): number {
    return this.bins.reduce((sum, bins) => sum + bins.bytes, this.fields.byteLength + 64)
  }
}
