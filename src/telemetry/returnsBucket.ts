/**
 * What returned during one stretch of time, by journey: how operations ended, how stale reads were, how long answers took.
 * Stretches merge without loss, so that only the shortest one is counted operation by operation.
 */
import { RETURN, RETURN_VALUES } from './chartColumns'
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
  /** Nothing was counted since it was cleared: most of the shortest stretches are so. */
  private isUntouched = true

  constructor(private readonly journeys: number) {
    this.fields = new Int32Array(journeys * RETURNS_FIELDS)
    this.bins = Array.from({ length: journeys }, () => new LatencyBins())
  }

  latency(journey: number): LatencyBins {
    return this.bins[journey]
  }

  invoked(journey: number): void {
    this.isUntouched = false
    this.fields[journey * RETURNS_FIELDS]++
  }

  returned(op: OperationFacts): void {
    const { fields } = this
    const at = op.journey * RETURNS_FIELDS
    this.isUntouched = false
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

  /** Writes RETURN_VALUES for everybody and for each journey. `everybody`: room for their latency together. */
  write(values: Int32Array, to: number, everybody: LatencyBins): void {
    for (let i = to; i < to + (1 + this.journeys) * RETURN_VALUES; i++) values[i] = 0
    if (this.isUntouched) return
    let last = -1
    let several = false
    for (let j = 0; j < this.journeys; j++) {
      if (this.isEmpty(j)) continue
      this.writeJourney(j, values, to)
      several = last >= 0
      last = j
    }
    if (several) this.writeLatencyOfAll(values, to, everybody)
    else if (last >= 0) copyLatency(values, to + (1 + last) * RETURN_VALUES, to)
  }

  /** Nothing returned in it. */
  isEmpty(journey: number): boolean {
    return this.fields[journey * RETURNS_FIELDS + RETURNS.ended] === 0
  }

  merge(other: ReturnsBucket): void {
    if (other.isUntouched) return
    this.isUntouched = false
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
    if (this.isUntouched) return
    this.isUntouched = true
    for (let i = 0; i < this.fields.length; i++) this.fields[i] = 0
    for (const bins of this.bins) bins.clear()
  }
  clone(): ReturnsBucket {
    const copy = new ReturnsBucket(this.journeys)
    copy.fields.set(this.fields)
    copy.bins = this.bins.map((b) => b.clone())
    copy.isUntouched = this.isUntouched
    return copy
  }
  get bytes(): number {
    return this.bins.reduce((sum, bins) => sum + bins.bytes, this.fields.byteLength + 64)
  }

  /** A journey's values; its counts and greatest are added to everybody's. */
  private writeJourney(j: number, values: Int32Array, to: number): void {
    const at = to + (1 + j) * RETURN_VALUES
    const from = j * RETURNS_FIELDS + RETURNS.reads
    for (let c = 0; c < RETURN.samples; c++) {
      const n = this.fields[from + c]
      values[at + c] = n
      if (c < RETURN.staleMaxUs) values[to + c] += n
      else if (n > values[to + c]) values[to + c] = n
    }
    writeLatency(this.bins[j], values, at)
  }
  private writeLatencyOfAll(values: Int32Array, to: number, everybody: LatencyBins): void {
    everybody.clear()
    for (let j = 0; j < this.journeys; j++) everybody.merge(this.bins[j])
    writeLatency(everybody, values, to)
  }
}

function writeLatency(bins: LatencyBins, values: Int32Array, at: number): void {
  values[at + RETURN.samples] = bins.count
  if (bins.count > 0) bins.quantiles(values, at + RETURN.p50Us)
}
function copyLatency(values: Int32Array, from: number, to: number): void {
  for (let c: number = RETURN.samples; c < RETURN_VALUES; c++) values[to + c] = values[from + c]
}
