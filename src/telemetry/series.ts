/**
 * The charts' data as a fold. Operations are counted once, into buckets of the finest width; wider ones are sums and merges
 * of these. What can no longer change goes to the branch's SeriesStore; publish() also writes what is known of the rest,
 * before a chart is read. What a checkpoint must hold is small: buckets with operations under way, one open bucket a width.
 */
import { COLUMNS, COUNT, LEVEL_WIDTHS_US } from './chartColumns'
import { LatencyBins } from './latencyBins'
import { OpenBuckets } from './openBuckets'
import type { OperationFacts } from './operationFacts'
import { RECENT_LEVEL, RecentPast, type RecentSummary } from './recentPast'
import { RETURNS, RETURNS_FIELDS, ReturnsBucket } from './returnsBucket'
import { SeriesStore } from './seriesStore'

const READS_COLUMN = 5
const SAMPLES_COLUMN = 10

export class Series {
  private outcomes: OpenBuckets
  /** By width: the open bucket, without what the narrower widths' open buckets hold. */
  private returns: ReturnsBucket[]
  /** By width: the integral of diverged keys when the open bucket began. */
  private divergedBefore = new Float64Array(LEVEL_WIDTHS_US.length)
  private recent: RecentPast
  /** No state: room for one bucket's values and for everybody's latency. */
  private readonly values: Int32Array
  private readonly everybody = new LatencyBins()

  constructor(
    private readonly journeys: number,
    public store = new SeriesStore(journeys),
  ) {
    this.outcomes = new OpenBuckets(journeys)
    this.returns = LEVEL_WIDTHS_US.map(() => new ReturnsBucket(journeys))
    this.recent = new RecentPast(journeys)
    this.values = new Int32Array((1 + journeys) * COLUMNS)
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

  /** To be called at every multiple of TICK_US, before the records of that moment. */
  tick(atUs: number, divergedIntegral: number): void {
    this.outcomes.close(atUs, this.store)
    for (let level = 0; level < LEVEL_WIDTHS_US.length && atUs % LEVEL_WIDTHS_US[level] === 0; level++) {
      const ended = this.returns[level]
      this.putReturns(level, atUs - LEVEL_WIDTHS_US[level], atUs, ended, divergedIntegral)
      if (level === RECENT_LEVEL) this.recent.push(ended)
      if (level + 1 < LEVEL_WIDTHS_US.length) this.returns[level + 1].merge(ended)
      ended.clear()
      this.divergedBefore[level] = divergedIntegral
    }
  }

  publish(nowUs: number, divergedIntegral: number): void {
    this.outcomes.publish(nowUs, this.store)
    const sum = new ReturnsBucket(this.journeys)
    for (let level = 0; level < LEVEL_WIDTHS_US.length; level++) {
      sum.merge(this.returns[level])
      this.putReturns(level, nowUs - (nowUs % LEVEL_WIDTHS_US[level]), nowUs, sum, divergedIntegral)
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

  private putReturns(level: number, fromUs: number, nowUs: number, returns: ReturnsBucket, diverged: number): void {
    const { values, everybody } = this
    values.fill(0)
    everybody.clear()
    for (let j = 0; j < this.journeys; j++) {
      if (returns.isEmpty(j)) continue
      const at = (1 + j) * COLUMNS
      for (let f = RETURNS.reads; f < RETURNS_FIELDS; f++) {
        const c = READS_COLUMN + f - RETURNS.reads
        const n = returns.fields[j * RETURNS_FIELDS + f]
        values[at + c] = n
        values[c] = f < RETURNS.staleMaxUs ? values[c] + n : Math.max(values[c], n)
      }
      putLatency(returns.latency(j), values, at)
      everybody.merge(returns.latency(j))
    }
    putLatency(everybody, values, 0)
    const coveredUs = nowUs - fromUs
    const mean = coveredUs > 0 ? (diverged - this.divergedBefore[level]) / coveredUs : NaN
    this.store.putReturns(level, fromUs / LEVEL_WIDTHS_US[level], coveredUs, values, mean)
  }
}

function putLatency(bins: LatencyBins, values: Int32Array, at: number): void {
  values[at + SAMPLES_COLUMN] = bins.count
  if (bins.count > 0) bins.quantiles(values, at + SAMPLES_COLUMN + 1)
}
