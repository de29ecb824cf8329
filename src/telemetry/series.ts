/**
 * The charts' data as a fold. Operations are counted into buckets of the finest widths; wider ones are sums and merges
 * of these. What can no longer change goes to the branch's SeriesStore; publish() also writes what is known of the rest,
 * before a chart is read. What a checkpoint must hold is small: buckets with operations under way, one open bucket a width.
 */
import { COUNT, LEVEL_TICKS, LEVEL_WIDTHS_US, levelsEnding } from './chartColumns'
import { LatencyBins } from './latencyBins'
import { OpenBuckets } from './openBuckets'
import type { OperationFacts } from './operationFacts'
import { RECENT_LEVEL, RecentPast, type RecentSummary } from './recentPast'
import { ReturnsBucket } from './returnsBucket'
import { SeriesStore } from './seriesStore'

export class Series {
  private outcomes: OpenBuckets
  /**
   * By width: the open bucket, without what the narrower widths' open buckets hold. Only the two narrowest widths are counted
   * operation by operation: a merge for every tick would cost more than to count twice.
   */
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
    this.returns[1].invoked(journey)
  }

  returned(op: OperationFacts): void {
    const answered = op.late ? COUNT.late : COUNT.ok
    const outcome = op.outcome === 'ok' ? answered : op.outcome === 'fail' ? COUNT.failed : COUNT.unknown
    this.outcomes.returned(op.journey, op.invokedUs, outcome, op.degraded)
    this.returns[0].returned(op)
    this.returns[1].returned(op)
  }

  /** The `ticks`-th TICK_US ends: to be called before the records of that moment. */
  tick(ticks: number, divergedIntegral: number): void {
    this.outcomes.close(this.store)
    const levels = levelsEnding(ticks)
    for (let level = 0; level < levels; level++) {
      const ended = this.returns[level]
      this.write(level, ticks / LEVEL_TICKS[level] - 1, LEVEL_WIDTHS_US[level], ended, divergedIntegral)
      if (level > 0 && level + 1 < LEVEL_TICKS.length) this.returns[level + 1].merge(ended)
      if (level === RECENT_LEVEL) this.returns[level] = this.recent.push(ended)
      else ended.clear()
      this.divergedBefore[level] = divergedIntegral
    }
  }

  publish(nowUs: number, divergedIntegral: number): void {
    this.outcomes.publish(nowUs, this.store)
    const sum = new ReturnsBucket(this.journeys)
    LEVEL_WIDTHS_US.forEach((widthUs, level) => {
      const bucket = Math.floor(nowUs / widthUs)
      if (level > 0) sum.merge(this.returns[level])
      this.write(level, bucket, nowUs - bucket * widthUs, level > 0 ? sum : this.returns[0], divergedIntegral)
    })
  }

  /** What a journey's users felt during the last five seconds. */
  summary(journey: number, nowUs: number): RecentSummary {
    const sum = this.recent.sum()
    for (let level = 1; level <= RECENT_LEVEL; level++) sum.merge(this.returns[level])
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
    const grown = diverged - this.divergedBefore[level]
    const mean = coveredUs > 0 ? (grown === 0 ? 0 : grown / coveredUs) : NaN
    const at = this.store.placeOfReturns(level, bucket, coveredUs, mean)
    if (at >= 0) returns.write(this.store.returns(level), at, this.everybody)
  }
}
