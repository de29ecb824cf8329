/**
 * What each journey's users felt lately, for the page's summary: the last five virtual seconds in slots of one second (four
 * whole ones and the one under way). Shares are of the operations that ended in that time.
 */
import { LatencyBins } from './latencyBins'
import type { OperationFacts } from './operationFacts'

const SECONDS = 5
export const SECOND_US = 1_000_000
const F = { invoked: 0, ended: 1, ok: 2, reads: 3, stale: 4, staleMaxUs: 5 } as const
const FIELDS = 6

export interface RecentSummary {
  perSecond: number // operations invoked a second
  okRatio: number // answered in time / ended, NaN: none ended
  staleRatio: number // NaN: no reads
  staleMaxUs: number
  p99Us: number // of answered operations, NaN: none
}

export class RecentSeconds {
  private fields: Float64Array
  private bins: LatencyBins[]

  constructor(private readonly journeys: number) {
    this.fields = new Float64Array(SECONDS * journeys * FIELDS)
    this.bins = Array.from({ length: SECONDS * journeys }, () => new LatencyBins())
  }

  invoked(journey: number, nowUs: number): void {
    this.fields[this.slot(journey, nowUs) * FIELDS]++
  }

  returned(op: OperationFacts): void {
    const slot = this.slot(op.journey, op.returnedUs)
    const at = slot * FIELDS
    const { fields } = this
    fields[at + F.ended]++
    if (op.outcome === 'ok') {
      if (!op.late) fields[at + F.ok]++
      this.bins[slot].record(op.returnedUs - op.invokedUs)
    }
    if (!op.judged) return
    fields[at + F.reads]++
    if (op.missed > 0) fields[at + F.stale]++
    if (op.staleUs > fields[at + F.staleMaxUs]) fields[at + F.staleMaxUs] = op.staleUs
  }

  /** To be called at every full second, before the records of that moment. */
  tick(atUs: number): void {
    for (let j = 0; j < this.journeys; j++) {
      const slot = this.slot(j, atUs)
      this.fields.fill(0, slot * FIELDS, (slot + 1) * FIELDS)
      this.bins[slot].clear()
    }
  }

  summary(journey: number, nowUs: number): RecentSummary {
    const sums = new Array<number>(FIELDS).fill(0)
    const latency = new LatencyBins()
    for (let s = 0; s < SECONDS; s++) {
      const slot = s * this.journeys + journey
      for (let f = 0; f < F.staleMaxUs; f++) sums[f] += this.fields[slot * FIELDS + f]
      sums[F.staleMaxUs] = Math.max(sums[F.staleMaxUs], this.fields[slot * FIELDS + F.staleMaxUs])
      latency.merge(this.bins[slot])
    }
    const quantiles = new Float64Array(3)
    latency.quantiles(quantiles, 0)
    const spanUs = nowUs - Math.max(0, (Math.floor(nowUs / SECOND_US) - SECONDS + 1) * SECOND_US)
    return {
      perSecond: spanUs > 0 ? (sums[F.invoked] * SECOND_US) / spanUs : 0,
      okRatio: sums[F.ok] / sums[F.ended],
      staleRatio: sums[F.stale] / sums[F.reads],
      staleMaxUs: sums[F.staleMaxUs],
      p99Us: quantiles[2],
    }
  }

  clone(): RecentSeconds {
    const copy = new RecentSeconds(this.journeys)
    copy.fields.set(this.fields)
    copy.bins = this.bins.map((b) => b.clone())
    return copy
  }
  get bytes(): number {
    let bytes = this.fields.byteLength
    for (const bins of this.bins) bytes += bins.bytes
    return bytes
  }

  private slot(journey: number, nowUs: number): number {
    return (Math.floor(nowUs / SECOND_US) % SECONDS) * this.journeys + journey
  }
}
