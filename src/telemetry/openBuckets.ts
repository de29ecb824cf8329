/**
 * Outcomes by the bucket of the invocation, for tenths of a second that can still change: from the first with an operation under
 * way to the present one, tick by tick. Wider buckets are sums of these: tenths that are settled are summed as they leave, in
 * order, so that each width needs one row beside the ticks still kept.
 */
import {
  COUNT,
  COUNTS,
  LEVEL_TENTHS,
  LEVEL_WIDTHS_US,
  TENTHS_KEPT,
  TENTH_TICKS,
  TICK_US,
  levelsEnding,
} from './chartColumns'
import type { SeriesStore } from './seriesStore'
import { TENTH_US } from './slidingSecond'

const FIRST_TENTHS = 4
const TO_TICKS = 1 / TICK_US

export class OpenBuckets {
  /** The present tenth of a second, and the first of those kept. */
  private tenth = 0
  private first = 0
  /** Tenths first..tenth in a ring, the rest of which is zero: for each tick COUNTS for each journey; and how many operations are under way. */
  private counts: Int32Array
  private under = new Int32Array(FIRST_TENTHS)
  /** By width beyond the tenth: the settled part of the bucket that `first` lies in, without what the narrower widths still hold. */
  private settled: Int32Array[]
  /** Counts of a tick, and of a tenth. */
  private readonly row: number
  private readonly block: number
  /** No state: room for a tenth's sums. */
  private readonly sums: Int32Array

  constructor(private readonly journeys: number) {
    this.row = journeys * COUNTS
    this.block = TENTH_TICKS * this.row
    this.counts = new Int32Array(FIRST_TENTHS * this.block)
    this.settled = LEVEL_WIDTHS_US.map(() => new Int32Array(this.row))
    this.sums = new Int32Array(this.row)
  }

  invoked(journey: number, tick: number): void {
    const slot = this.tenth & (this.under.length - 1)
    this.under[slot]++
    this.counts[slot * this.block + tick * this.row + journey * COUNTS]++
  }

  /** `outcome`: place among COUNT. */
  returned(journey: number, invokedUs: number, outcome: number, degraded: boolean): void {
    const ticks = ((invokedUs + 0.5) * TO_TICKS) | 0 // half a µs, for the factor is not exact
    const tenth = (ticks / TENTH_TICKS) | 0
    // Older than anything that is kept: it stays "without an answer".
    if (tenth < this.first) return
    const slot = tenth & (this.under.length - 1)
    const at = slot * this.block + (ticks - tenth * TENTH_TICKS) * this.row + journey * COUNTS
    this.under[slot]--
    this.counts[at + outcome]++
    if (degraded) this.counts[at + COUNT.degraded]++
  }

  /** The present tenth ends: what can no longer change is written down. */
  next(store: SeriesStore): void {
    if (this.tenth + 1 - this.first >= this.under.length) this.grow()
    this.tenth++
    while (this.first < this.tenth && this.under[this.first & (this.under.length - 1)] === 0) this.settle(store)
    if (this.tenth - this.first >= TENTHS_KEPT) this.settle(store)
  }

  /** Writes down what is known of all buckets that can still change. */
  publish(nowUs: number, store: SeriesStore): void {
    for (let tenth = this.first; tenth <= this.tenth; tenth++) {
      store.levels[0].putCounts(tenth, nowUs, this.counts, this.blockOf(tenth))
      this.sum(tenth)
      store.levels[1].putCounts(tenth, nowUs, this.sums, 0)
    }
    const settled = new Int32Array(this.row)
    for (let level = 2; level < LEVEL_WIDTHS_US.length; level++) {
      addTo(settled, this.settled[level])
      const sum = settled.slice()
      for (let tenth = this.first; tenth <= this.tenth; tenth++) {
        this.sum(tenth)
        addTo(sum, this.sums)
        if ((tenth + 1) % LEVEL_TENTHS[level] !== 0 && tenth < this.tenth) continue
        store.levels[level].putCounts(Math.floor(tenth / LEVEL_TENTHS[level]), nowUs, sum, 0)
        sum.fill(0)
      }
    }
  }

  clone(): OpenBuckets {
    const copy = new OpenBuckets(this.journeys)
    copy.tenth = this.tenth
    copy.first = this.first
    copy.counts = this.counts.slice()
    copy.under = this.under.slice()
    copy.settled = this.settled.map((s) => s.slice())
    return copy
  }
  get bytes(): number {
    return this.counts.byteLength + this.under.byteLength + LEVEL_WIDTHS_US.length * (this.row * 4 + 64)
  }

  private blockOf(tenth: number): number {
    return (tenth & (this.under.length - 1)) * this.block
  }
  /** Leaves the counts of a whole tenth in `sums`. */
  private sum(tenth: number): void {
    const { counts, sums, row } = this
    const from = this.blockOf(tenth)
    for (let i = 0; i < row; i++) {
      let sum = 0
      for (let at = from + i; at < from + this.block; at += row) sum += counts[at]
      sums[i] = sum
    }
  }

  /**
   * The same in one pass with writing the ticks down, of a tenth whose place another one gets; `to` < 0: they are not written. Where
   * nothing began nothing ended, here as in what was written there before: of two empty places nothing is to be copied.
   */
  private sumAndClear(tenth: number, into: Int32Array, to: number): void {
    const { counts, sums, row, block } = this
    sums.fill(0)
    const from = this.blockOf(tenth)
    for (let tick = 0; tick < block; tick += row) {
      for (let j = 0; j < row; j += COUNTS) {
        const at = from + tick + j
        const place = to + tick + j
        if (counts[at] === 0 && (to < 0 || into[place] === 0)) continue
        for (let c = 0; c < COUNTS; c++) {
          const n = counts[at + c]
          if (to >= 0) into[place + c] = n
          if (n === 0) continue
          sums[j + c] += n
          counts[at + c] = 0
        }
      }
    }
    this.under[tenth & (this.under.length - 1)] = 0
  }

  /** The first tenth can no longer change: it goes into the store, and into the next width's. */
  private settle(store: SeriesStore): void {
    const nowUs = this.tenth * TENTH_US
    const { sums } = this
    const [ticks] = store.levels
    this.sumAndClear(this.first, ticks.counts, ticks.placeOfCounts(this.first, nowUs))
    store.levels[1].putCounts(this.first, nowUs, sums, 0)
    addTo(this.settled[2], sums)
    const end = ++this.first
    const levels = levelsEnding(end)
    for (let level = 2; level < levels; level++) {
      const ended = this.settled[level]
      store.levels[level].putCounts(end / LEVEL_TENTHS[level] - 1, nowUs, ended, 0)
      if (level + 1 < LEVEL_TENTHS.length) addTo(this.settled[level + 1], ended)
      for (let i = 0; i < ended.length; i++) ended[i] = 0
    }
  }

  private grow(): void {
    const { counts, under, block } = this
    this.under = new Int32Array(under.length * 2)
    this.counts = new Int32Array(counts.length * 2)
    for (let tenth = this.first; tenth <= this.tenth; tenth++) {
      const from = tenth & (under.length - 1)
      this.under[tenth & (this.under.length - 1)] = under[from]
      this.counts.set(counts.subarray(from * block, (from + 1) * block), this.blockOf(tenth))
    }
  }
}

function addTo(to: Int32Array, from: Int32Array): void {
  for (let i = 0; i < to.length; i++) to[i] += from[i]
}
