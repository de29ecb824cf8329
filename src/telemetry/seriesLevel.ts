/**
 * The chart buckets of one width that can still change: those with operations under way (their outcomes), and the one that
 * is open (reads, staleness, latency). This is the part of the charts that a checkpoint must hold; the rest is in the store.
 */
import { COLUMNS, COUNT, COUNTS, LEVEL_BUCKETS } from './chartColumns'
import { LatencyBins } from './latencyBins'
import type { OperationFacts } from './operationFacts'
import type { SeriesStore } from './seriesStore'

const FIRST_BUCKETS = 4
const READ = { reads: 0, stale: 1, staleMaxUs: 2, missedMax: 3 } as const
const READS = 4
const GREATEST = 2147483647

export class SeriesLevel {
  /** The open bucket, and the first of those whose operations have not all returned. */
  private bucket = 0
  private first = 0
  /** Buckets first..bucket in a ring: COUNTS for each journey; and how many operations are under way. */
  private counts: Int32Array
  private under = new Int32Array(FIRST_BUCKETS)
  /** Of the open bucket, by journey. */
  private reads: Int32Array
  private bins: LatencyBins[]
  private divergedBefore = 0

  constructor(
    private readonly level: number,
    readonly widthUs: number,
    private readonly journeys: number,
  ) {
    this.counts = new Int32Array(FIRST_BUCKETS * journeys * COUNTS)
    this.reads = new Int32Array(journeys * READS)
    this.bins = Array.from({ length: journeys }, () => new LatencyBins())
  }

  invoked(journey: number): void {
    const slot = this.bucket & (this.under.length - 1)
    this.under[slot]++
    this.counts[(slot * this.journeys + journey) * COUNTS]++
  }

  /** `outcome`: place among COUNT. */
  returned(op: OperationFacts, outcome: number): void {
    this.settle(op, outcome)
    if (outcome === COUNT.ok || outcome === COUNT.late) this.bins[op.journey].record(op.returnedUs - op.invokedUs)
    if (!op.judged) return
    const at = op.journey * READS
    const reads = this.reads
    reads[at]++
    if (op.missed === 0) return
    reads[at + READ.stale]++
    const staleUs = op.staleUs < GREATEST ? op.staleUs : GREATEST
    if (staleUs > reads[at + READ.staleMaxUs]) reads[at + READ.staleMaxUs] = staleUs
    if (op.missed > reads[at + READ.missedMax]) reads[at + READ.missedMax] = op.missed
  }

  /** The open bucket ends at `atUs`; `divergedIntegral`: of Divergence, at that time. */
  close(atUs: number, divergedIntegral: number, store: SeriesStore, work: LevelWork): void {
    this.publishReturns(atUs, divergedIntegral, store, work)
    this.divergedBefore = divergedIntegral
    this.reads.fill(0)
    for (const bins of this.bins) bins.clear()
    this.open()
    while (this.first < this.bucket && this.under[this.first & (this.under.length - 1)] === 0) this.retire(atUs, store)
    if (this.bucket - this.first >= LEVEL_BUCKETS) this.retire(atUs, store)
  }

  /** Writes down what is known of the buckets that can still change. */
  publish(nowUs: number, divergedIntegral: number, store: SeriesStore, work: LevelWork): void {
    for (let bucket = this.first; bucket <= this.bucket; bucket++) this.putCounts(bucket, nowUs, store)
    this.publishReturns(nowUs, divergedIntegral, store, work)
  }

  clone(): SeriesLevel {
    const copy = new SeriesLevel(this.level, this.widthUs, this.journeys)
    copy.bucket = this.bucket
    copy.first = this.first
    copy.counts = this.counts.slice()
    copy.under = this.under.slice()
    copy.reads = this.reads.slice()
    copy.bins = this.bins.map((b) => b.clone())
    copy.divergedBefore = this.divergedBefore
    return copy
  }
  get bytes(): number {
    let bytes = this.counts.byteLength + this.under.byteLength + this.reads.byteLength
    for (const bins of this.bins) bytes += bins.bytes
    return bytes
  }

  private settle(op: OperationFacts, outcome: number): void {
    const bucket = Math.floor(op.invokedUs / this.widthUs)
    // Older than anything that is kept: it stays "without an answer".
    if (bucket < this.first) return
    const slot = bucket & (this.under.length - 1)
    const at = (slot * this.journeys + op.journey) * COUNTS
    this.under[slot]--
    this.counts[at + outcome]++
    if (op.degraded) this.counts[at + COUNT.degraded]++
  }

  private open(): void {
    if (this.bucket + 1 - this.first >= this.under.length) this.grow()
    this.bucket++
    const slot = this.bucket & (this.under.length - 1)
    this.under[slot] = 0
    this.counts.fill(0, slot * this.journeys * COUNTS, (slot + 1) * this.journeys * COUNTS)
  }
  private grow(): void {
    const { counts, under } = this
    const row = this.journeys * COUNTS
    this.under = new Int32Array(under.length * 2)
    this.counts = new Int32Array(counts.length * 2)
    for (let bucket = this.first; bucket <= this.bucket; bucket++) {
      const from = bucket & (under.length - 1)
      const to = bucket & (this.under.length - 1)
      this.under[to] = under[from]
      this.counts.set(counts.subarray(from * row, (from + 1) * row), to * row)
    }
  }
  private retire(atUs: number, store: SeriesStore): void {
    this.putCounts(this.first, atUs, store)
    this.first++
  }
  private putCounts(bucket: number, nowUs: number, store: SeriesStore): void {
    const slot = bucket & (this.under.length - 1)
    store.putCounts(this.level, bucket, nowUs, this.counts, slot * this.journeys * COUNTS)
  }

  private publishReturns(nowUs: number, divergedIntegral: number, store: SeriesStore, work: LevelWork): void {
    const { values, bins } = work
    const { reads } = this
    values.fill(0)
    bins.clear()
    for (let j = 0; j < this.journeys; j++) {
      const at = (1 + j) * COLUMNS
      for (let c = 0; c < READS; c++) {
        const n = reads[j * READS + c]
        values[at + 5 + c] = n
        values[5 + c] = c < READ.staleMaxUs ? values[5 + c] + n : Math.max(values[5 + c], n)
      }
      putLatency(this.bins[j], values, at)
      bins.merge(this.bins[j])
    }
    putLatency(bins, values, 0)
    const coveredUs = nowUs - this.bucket * this.widthUs
    const diverged = coveredUs > 0 ? (divergedIntegral - this.divergedBefore) / coveredUs : NaN
    store.putReturns(this.level, this.bucket, coveredUs, values, diverged)
  }
}

function putLatency(bins: LatencyBins, values: Int32Array, at: number): void {
  values[at + 10] = bins.count
  if (bins.count > 0) bins.quantiles(values, at + 11)
}

/** Room for one bucket's values, shared by the levels and no part of their state. */
export class LevelWork {
  readonly values: Int32Array
  readonly bins = new LatencyBins()
  constructor(journeys: number) {
    this.values = new Int32Array((1 + journeys) * COLUMNS)
  }
}
