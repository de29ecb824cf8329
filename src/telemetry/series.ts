/**
 * The charts' data as a fold. Operations are counted once, into buckets of the finest width; wider ones are sums and merges
 * of these. What can no longer change goes to the branch's SeriesStore; publish() also writes what is known of the rest,
 * before a chart is read. What a checkpoint must hold is small: buckets with operations under way, one open bucket a width.
 */
import { COUNT, LEVEL_TICKS, LEVEL_WIDTHS_US } from './chartColumns'
import { LatencyBins } from './latencyBins'
import { OpenBuckets } from './openBuckets'
import type { OperationFacts } from './operationFacts'
import { RECENT_LEVEL, RecentPast, type RecentSummary } from './recentPast'
import { ReturnsBucket } from './returnsBucket'
import { SeriesStore } from './seriesStore'

export class Series {
  private outcomes: OpenBuckets
  /** By width: the open bucket, without what the narrower widths' open buckets hold. */
  private returns: ReturnsBucket[]
  /** By width: the integral of diverged keys when the open bucket began. */
  private divergedBefore = new Float64Array(LEVEL_WIDTHS_US.length)
  private recent: RecentPast
  /** No state: room for everybody's latency. */
  private readonly everybody = new LatencyBins()

  constructor(
    private readonly journeys: number,
    public store = new SeriesStore(journeys),
  ) {
    this.outcomes = new OpenBuckets(journeys)
    this.returns = LEVEL_WIDTHS_US.map(() => new ReturnsBucket(journeys))
    this.recent = new RecentPast(journeys)
  }

  invoked(journey: number): void {
    this.outcomes.invoked(journey)
    this.returns[0].invoked(journey)
  }

  returned(op: OperationFacts): void {
    const answered = op.late ? COUNT.late : COUNT.ok
    const outcome = op.outcome === 'ok' ? answered : op.outcome === 'fail' ? COUNT.failed : COUNT.unknown
    this.outcomes.returned(op.journey, op.invokedUs, outcome, op.degraded)
    this.returns[0].returned(op)
  }

  /** The `ticks`-th TICK_US ends: to be called before the records of that moment. */
  tick(ticks: number, divergedIntegral: number): void {
    this.outcomes.close(this.store)
    for (let level = 0; level < LEVEL_TICKS.length && ticks % LEVEL_TICKS[level] === 0; level++) {
      const ended = this.returns[level]
      this.write(level, ticks / LEVEL_TICKS[level] - 1, LEVEL_WIDTHS_US[level], ended, divergedIntegral)
      if (level + 1 < LEVEL_TICKS.length) this.returns[level + 1].merge(ended)
      if (level === RECENT_LEVEL) this.returns[level] = this.recent.push(ended)
      else ended.clear()
      this.divergedBefore[level] = divergedIntegral
    }
  }

  publish(nowUs: number, divergedIntegral: number): void {
    this.outcomes.publish(nowUs, this.store)
    const sum = new ReturnsBucket(this.journeys)
    for (let level = 0; level < LEVEL_WIDTHS_US.length; level++) {
      sum.merge(this.returns[level])
      const bucket = Math.floor(nowUs / LEVEL_WIDTHS_US[level])
      this.write(level, bucket, nowUs - bucket * LEVEL_WIDTHS_US[level], sum, divergedIntegral)
    }
  }

  /** What a journey's users felt during the last five seconds. */
  summary(journey: number, nowUs: number): RecentSummary {
    const sum = this.recent.sum()
    for (let level = 0; level <= RECENT_LEVEL; level++) sum.merge(this.returns[level])
    return this.recent.summary(sum, journey, nowUs)
  }

  /** A copy that writes into the same store. */
  clone(): Series {
    const copy = new Series(this.journeys, this.store)
    copy.outcomes = this.outcomes.clone()
    copy.returns = this.returns.map((r) => r.clone())
    copy.divergedBefore = this.divergedBefore.slice()
    copy.recent = this.recent.clone()
    return copy
  }
  get bytes(): number {
    return this.returns.reduce((sum, r) => sum + r.bytes, this.outcomes.bytes + this.recent.bytes)
  }

  private write(level: number, bucket: number, coveredUs: number, returns: ReturnsBucket, diverged: number): void {
    const mean = coveredUs > 0 ? (diverged - this.divergedBefore[level]) / coveredUs : NaN
    const at = this.store.placeOfReturns(level, bucket, coveredUs, mean)
    if (at >= 0) returns.write(this.store.returns(level), at, this.everybody)
  }
}
