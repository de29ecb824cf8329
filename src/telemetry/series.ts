/**
 * The charts' data as a fold. Operations are noted as they begin and return; whenever a tenth of a second ends, buckets of its ticks
 * and of itself are made of that, and wider ones are sums and merges of these. What can no longer change goes to the branch's
 * SeriesStore; publish() also writes what is known of the rest, before a chart is read. What a checkpoint must hold is small:
 * tenths with operations under way, what the present one has brought, one open bucket a width.
 */
import { COUNT, LEVEL_TENTHS, LEVEL_WIDTHS_US, RETURN_VALUES, TENTH_TICKS, TICK_US, levelsEnding } from './chartColumns'
import type { Divergence } from './divergence'
import { LatencyBins } from './latencyBins'
import { OpenBuckets } from './openBuckets'
import type { OperationFacts } from './operationFacts'
import { PresentTenth } from './presentTenth'
import { RECENT_LEVEL, RecentPast, type RecentSummary } from './recentPast'
import { ReturnsBucket } from './returnsBucket'
import { SeriesStore } from './seriesStore'
import { TENTH_US } from './slidingSecond'

export class Series {
  private outcomes: OpenBuckets
  private tenth = new PresentTenth()
  /** By width from the tenth on: the open bucket, without what the narrower widths' open buckets hold. The first is not used. */
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

  invoked(journey: number, nowUs: number): void {
    this.outcomes.invoked(journey, this.tenth.tickOf(nowUs))
    this.returns[1].invoked(journey)
  }

  returned(op: OperationFacts): void {
    const answered = op.late ? COUNT.late : COUNT.ok
    const outcome = op.outcome === 'ok' ? answered : op.outcome === 'fail' ? COUNT.failed : COUNT.unknown
    this.outcomes.returned(op.journey, op.invokedUs, outcome, op.degraded)
    this.tenth.returned(op)
  }

  /** To be called before keys diverge or agree. */
  noteDiverged(divergence: Divergence, nowUs: number): void {
    this.tenth.noteDiverged(divergence, nowUs)
  }

  /** A tenth of a second ends: to be called before the records of that moment. */
  endTenth(divergence: Divergence): void {
    const { tenth } = this
    const tenths = tenth.number + 1
    this.outcomes.next(this.store)
    tenth.noteDiverged(divergence, tenths * TENTH_US)
    const integral = tenth.divergedAt[TENTH_TICKS]
    this.writeTicks(TENTH_US, integral)
    this.returns[1].add(tenth.rows, 0, tenth.count)
    tenth.next()
    const levels = levelsEnding(tenths)
    for (let level = 1; level < levels; level++) {
      const ended = this.returns[level]
      this.write(level, tenths / LEVEL_TENTHS[level] - 1, LEVEL_WIDTHS_US[level], ended, integral)
      if (level + 1 < LEVEL_TENTHS.length) this.returns[level + 1].merge(ended)
      if (level === RECENT_LEVEL) this.returns[level] = this.recent.push(ended)
      else ended.clear()
      this.divergedBefore[level] = integral
    }
  }

  publish(nowUs: number, divergence: Divergence): void {
    this.outcomes.publish(nowUs, this.store)
    this.tenth.noteDiverged(divergence, nowUs)
    const integral = divergence.integralAt(nowUs)
    this.writeTicks(nowUs - this.tenth.number * TENTH_US, integral)
    const sum = this.tenthSoFar()
    for (let level = 1; level < LEVEL_WIDTHS_US.length; level++) {
      const widthUs = LEVEL_WIDTHS_US[level]
      const bucket = Math.floor(nowUs / widthUs)
      if (level > 1) sum.merge(this.returns[level])
      this.write(level, bucket, nowUs - bucket * widthUs, sum, integral)
    }
  }

  /** What a journey's users felt during the last five seconds. */
  summary(journey: number, nowUs: number): RecentSummary {
    const sum = this.recent.sum()
    sum.merge(this.tenthSoFar())
    for (let level = 2; level <= RECENT_LEVEL; level++) sum.merge(this.returns[level])
    return this.recent.summary(sum, journey, nowUs)
  }

  /** A copy that writes into the same store. */
  clone(): Series {
    const copy = new Series(this.journeys, this.store)
    copy.outcomes = this.outcomes.clone()
    copy.tenth = this.tenth.clone()
    copy.returns = this.returns.map((r) => r.clone())
    copy.divergedBefore = this.divergedBefore.slice()
    copy.recent = this.recent.clone()
    return copy
  }
  get bytes(): number {
    return this.returns.reduce((sum, r) => sum + r.bytes, this.outcomes.bytes + this.tenth.bytes + this.recent.bytes)
  }

  private tenthSoFar(): ReturnsBucket {
    const sum = this.returns[1].clone()
    sum.add(this.tenth.rows, 0, this.tenth.count)
    return sum
  }

  /** Those ticks of the present tenth that have begun, of which `coveredUs` have passed. */
  private writeTicks(coveredUs: number, divergedIntegral: number): void {
    const { rows, count, divergedAt, number } = this.tenth
    const [level] = this.store.levels
    const place = level.placeOfReturns(number, coveredUs)
    if (place < 0) return
    const isQuiet = divergedIntegral === divergedAt[0] // all through it: an integral only grows
    for (let tick = 0; tick < TENTH_TICKS && tick * TICK_US <= coveredUs; tick++)
      level.divergedKeys[place + tick] =
        isQuiet && tick * TICK_US < coveredUs ? 0 : this.divergedIn(tick, coveredUs, divergedIntegral)
    level.putRows(place, rows, count)
  }

  /** The mean of a tick of the present tenth, of which `coveredUs` have passed. */
  private divergedIn(tick: number, coveredUs: number, integral: number): number {
    const { divergedAt } = this.tenth
    const us = coveredUs - tick * TICK_US
    const grown = us >= TICK_US ? divergedAt[tick + 1] - divergedAt[tick] : integral - divergedAt[tick]
    return meanOf(grown, us < TICK_US ? us : TICK_US)
  }

  private write(level: number, bucket: number, coveredUs: number, returns: ReturnsBucket, integral: number): void {
    const to = this.store.levels[level]
    const place = to.placeOfReturns(bucket, coveredUs)
    if (place < 0) return
    to.divergedKeys[place] = meanOf(integral - this.divergedBefore[level], coveredUs)
    to.present[place] = returns.present
    if (returns.present !== 0) returns.write(to.returns, place * (this.journeys + 1) * RETURN_VALUES, this.everybody)
  }
}

/** Over so much time; NaN over none. */
function meanOf(integral: number, us: number): number {
  if (us <= 0) return NaN
  return integral === 0 ? 0 : integral / us
}
