/**
 * Outcomes by the bucket of the invocation, for buckets of the finest width that can still change: from the first with an
 * operation under way to the present one. A bucket of a coarser width is the sum of its fine ones: those that are settled
 * are summed as they leave, in order, so that each width needs one row beside the fine buckets still kept.
 */
import { COUNT, COUNTS, LEVEL_BUCKETS, LEVEL_TICKS, LEVEL_WIDTHS_US, TICK_US, levelsEnding } from './chartColumns'
import type { SeriesStore } from './seriesStore'

const FIRST_BUCKETS = 4

export class OpenBuckets {
  /** The present bucket, and the first of those kept. */
  private bucket = 0
  private first = 0
  /** Buckets first..bucket in a ring: COUNTS for each journey, and how many operations are under way. */
  private counts: Int32Array
  private under = new Int32Array(FIRST_BUCKETS)
  /** By width: the settled part of the bucket that `first` lies in, without what the narrower widths' buckets still hold. */
  private settled: Int32Array[]
  private readonly row: number

  constructor(private readonly journeys: number) {
    this.row = journeys * COUNTS
    this.counts = new Int32Array(FIRST_BUCKETS * this.row)
    this.settled = LEVEL_WIDTHS_US.map(() => new Int32Array(this.row))
  }

  invoked(journey: number): void {
    const slot = this.bucket & (this.under.length - 1)
    this.under[slot]++
    this.counts[slot * this.row + journey * COUNTS]++
  }

  /** `outcome`: place among COUNT. */
  returned(journey: number, invokedUs: number, outcome: number, degraded: boolean): void {
    const bucket = Math.floor(invokedUs / TICK_US)
    // Older than anything that is kept: it stays "without an answer".
    if (bucket < this.first) return
    const slot = bucket & (this.under.length - 1)
    const at = slot * this.row + journey * COUNTS
    this.under[slot]--
    this.counts[at + outcome]++
    if (degraded) this.counts[at + COUNT.degraded]++
  }

  /** The present bucket ends. */
  close(store: SeriesStore): void {
    if (this.bucket + 1 - this.first >= this.under.length) this.grow()
    this.bucket++
    const slot = this.bucket & (this.under.length - 1)
    this.under[slot] = 0
    for (let i = slot * this.row; i < (slot + 1) * this.row; i++) this.counts[i] = 0
    while (this.first < this.bucket && this.under[this.first & (this.under.length - 1)] === 0) this.settle(store)
    if (this.bucket - this.first >= LEVEL_BUCKETS) this.settle(store)
  }

  /** Writes down what is known of all buckets that can still change. */
  publish(nowUs: number, store: SeriesStore): void {
    const settled = new Int32Array(this.row)
    for (let level = 0; level < LEVEL_WIDTHS_US.length; level++) {
      addTo(settled, this.settled[level], 0)
      const sum = settled.slice()
      for (let bucket = this.first; bucket <= this.bucket; bucket++) {
        this.add(bucket, sum)
        if ((bucket + 1) % LEVEL_TICKS[level] !== 0 && bucket < this.bucket) continue
        store.putCounts(level, Math.floor(bucket / LEVEL_TICKS[level]), nowUs, sum, 0)
        sum.fill(0)
      }
    }
  }

  clone(): OpenBuckets {
    const copy = new OpenBuckets(this.journeys)
    copy.bucket = this.bucket
    copy.first = this.first
    copy.counts = this.counts.slice()
    copy.under = this.under.slice()
    copy.settled = this.settled.map((s) => s.slice())
    return copy
  }
  get bytes(): number {
    return this.counts.byteLength + this.under.byteLength + LEVEL_WIDTHS_US.length * (this.row * 4 + 64)
  }

  private add(bucket: number, to: Int32Array): void {
    addTo(to, this.counts, (bucket & (this.under.length - 1)) * this.row)
  }

  /** The first bucket can no longer change: it goes into the store, and into the next width's. */
  private settle(store: SeriesStore): void {
    const row = (this.first & (this.under.length - 1)) * this.row
    store.putCounts(0, this.first, this.bucket * TICK_US, this.counts, row)
    addTo(this.settled[1], this.counts, row)
    const end = ++this.first
    const levels = levelsEnding(end)
    for (let level = 1; level < levels; level++) {
      const sum = this.settled[level]
      store.putCounts(level, end / LEVEL_TICKS[level] - 1, this.bucket * TICK_US, sum, 0)
      if (level + 1 < LEVEL_TICKS.length) addTo(this.settled[level + 1], sum, 0)
      for (let i = 0; i < sum.length; i++) sum[i] = 0
    }
  }

  private grow(): void {
    const { counts, under, row } = this
    this.under = new Int32Array(under.length * 2)
    this.counts = new Int32Array(counts.length * 2)
    for (let bucket = this.first; bucket <= this.bucket; bucket++) {
      const from = bucket & (under.length - 1)
      const to = bucket & (this.under.length - 1)
      this.under[to] = under[from]
      this.counts.set(counts.subarray(from * row, (from + 1) * row), to * row)
    }
  }
}

function addTo(to: Int32Array, from: Int32Array, at: number): void {
  for (let i = 0; i < to.length; i++) to[i] += from[at + i]
}
