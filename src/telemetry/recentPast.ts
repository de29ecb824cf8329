/**
 * What each journey's users felt lately, for the page's summary: the last four and a half virtual seconds in half-second
 * stretches, to which the one under way is added. Shares are of the operations that ended in that time.
 */
import { LEVEL_WIDTHS_US } from './chartColumns'
import { RETURNS, RETURNS_FIELDS, ReturnsBucket } from './returnsBucket'

/** The chart width of half a second. */
export const RECENT_LEVEL = 2
const STRETCHES = 9
const SECOND_US = 1_000_000

export interface RecentSummary {
  perSecond: number // operations invoked a second
  okRatio: number // answered in time / ended, NaN: none ended
  staleRatio: number // stale / answered reads, NaN: no reads
  staleMaxUs: number
  p99Us: number // of answered operations, NaN: none
}

export class RecentPast {
  private stretches: ReturnsBucket[]
  private pushed = 0

  constructor(private readonly journeys: number) {
    this.stretches = Array.from({ length: STRETCHES }, () => new ReturnsBucket(journeys))
  }

  /** A stretch has ended, and is kept in the place of the oldest, which is given back empty. */
  push(ended: ReturnsBucket): ReturnsBucket {
    const at = this.pushed++ % STRETCHES
    const oldest = this.stretches[at]
    oldest.clear()
    this.stretches[at] = ended
    return oldest
  }

  /** All stretches together, in a bucket of the caller's own. */
  sum(): ReturnsBucket {
    const sum = new ReturnsBucket(this.journeys)
    for (const stretch of this.stretches) sum.merge(stretch)
    return sum
  }

  summary(sum: ReturnsBucket, journey: number, nowUs: number): RecentSummary {
    const f = sum.fields.subarray(journey * RETURNS_FIELDS, (journey + 1) * RETURNS_FIELDS)
    const quantiles = new Float64Array(3)
    sum.latency(journey).quantiles(quantiles, 0)
    const widthUs = LEVEL_WIDTHS_US[RECENT_LEVEL]
    const spanUs = (nowUs % widthUs) + Math.min(this.pushed, STRETCHES) * widthUs
    return {
      perSecond: spanUs > 0 ? (f[RETURNS.invoked] * SECOND_US) / spanUs : 0,
      okRatio: f[RETURNS.okInTime] / f[RETURNS.ended],
      staleRatio: f[RETURNS.stale] / f[RETURNS.reads],
      staleMaxUs: f[RETURNS.staleMaxUs],
      p99Us: quantiles[2],
    }
  }

  clone(): RecentPast {
    const copy = new RecentPast(this.journeys)
    copy.stretches = this.stretches.map((s) => s.clone())
    copy.pushed = this.pushed
    return copy
  }
  get bytes(): number {
    return this.stretches.reduce((sum, s) => sum + s.bytes, 64)
  }
}
