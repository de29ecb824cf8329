/**
 * A histogram of microseconds for a short window, in the little memory that a checkpoint can spare: up to sixteen values are kept
 * as they are; more go into log-linear bins, 64 for every power of two (a quantile is off by 0.8 % at most), counted only over
 * the bins that were touched. The long-run histogram with its finer bins is the kernel's; this one also gives three
 * quantiles in one walk, and most windows of a chart are so short that they hold a handful of values.
 */
const BITS = 6
const GREATEST_US = 2147483647

/** So many values are kept as they are. */
const FEW = 16
const NONE = new Uint32Array(0)

export class LatencyBins {
  count = 0
  max = 0
  min = 0
  /** Bins `base` and following. */
  private counts = NONE
  private base = 0
  private low = 0
  private high = -1

  /** While `count` ≤ FEW: the values, in no order; the bins are empty then. */
  private few = new Float64Array(FEW)

  record(us: number): void {
    if (this.count === 0 || us < this.min) this.min = us
    if (us > this.max) this.max = us
    if (this.count < FEW) this.few[this.count] = us
    else {
      if (this.count === FEW) this.spill()
      this.add(binOf(us), 1)
    }
    this.count++
  }

  merge(other: LatencyBins): void {
    if (other.count <= FEW) {
      for (let i = 0; i < other.count; i++) this.record(other.few[i])
      return
    }
    if (this.count <= FEW) this.spill()
    if (this.count === 0 || other.min < this.min) this.min = other.min
    if (other.max > this.max) this.max = other.max
    this.count += other.count
    for (let bin = other.low; bin <= other.high; bin++) {
      const n = other.counts[bin - other.base]
      if (n > 0) this.add(bin, n)
    }
  }
  private spill(): void {
    for (let i = 0; i < this.count; i++) this.add(binOf(this.few[i]), 1)
  }

  /** Writes p50, p95 and p99 (µs; NaN when empty) to `into` from `at` on. The value of rank ⌈p·count⌉. */
  quantiles(into: Int32Array | Float64Array, at: number): void {
    if (this.count <= FEW) {
      this.quantilesOfFew(into, at)
      return
    }
    let seen = 0
    let bin = this.low - 1
    for (let q = 0; q < QUANTILES.length; q++) {
      const rank = Math.ceil(QUANTILES[q] * this.count)
      while (seen < rank && bin < this.high) seen += this.counts[++bin - this.base]
      into[at + q] = rank >= this.count ? this.max : between(middleOf(bin), this.min, this.max)
    }
  }
  private quantilesOfFew(into: Int32Array | Float64Array, at: number): void {
    const { few, count } = this
    if (count > 1) this.sortFew()
    for (let q = 0; q < QUANTILES.length; q++) {
      into[at + q] = count === 0 ? NaN : few[RANKS_OF_FEW[count * QUANTILES.length + q]]
    }
  }
  /** By insertion: to call the sort of arrays costs more than to sort a handful. */
  private sortFew(): void {
    const { few } = this
    for (let i = 1; i < this.count; i++) {
      const us = few[i]
      let j = i - 1
      for (; j >= 0 && few[j] > us; j--) few[j + 1] = few[j]
      few[j + 1] = us
    }
  }

  clear(): void {
    if (this.count > FEW) this.counts.fill(0, this.low - this.base, this.high - this.base + 1)
    this.count = 0
    this.max = 0
    this.min = 0
    this.low = 0
    this.high = -1
  }

  clone(): LatencyBins {
    const copy = new LatencyBins()
    copy.count = this.count
    copy.max = this.max
    copy.min = this.min
    copy.low = this.low
    copy.high = this.high
    copy.few.set(this.few)
    if (this.count <= FEW) return copy
    copy.base = this.low
    copy.counts = this.counts.slice(this.low - this.base, this.high - this.base + 1)
    return copy
  }
  get bytes(): number {
    return this.counts.byteLength + FEW * 8 + 64
  }

  private add(bin: number, n: number): void {
    if (bin < this.base || bin >= this.base + this.counts.length) this.reach(bin)
    this.counts[bin - this.base] += n
    if (this.high < this.low) this.low = this.high = bin
    else if (bin < this.low) this.low = bin
    else if (bin > this.high) this.high = bin
  }
  /** Room for whole powers of two, so that it is seldom made. */
  private reach(bin: number): void {
    const empty = this.counts.length === 0
    const from = Math.min(bin, empty ? bin : this.base) & ~63
    const to = (Math.max(bin, empty ? bin : this.base + this.counts.length - 1) | 63) + 1
    const counts = new Uint32Array(to - from)
    if (!empty) counts.set(this.counts, this.base - from)
    this.counts = counts
    this.base = from
  }
}

const QUANTILES = [0.5, 0.95, 0.99]
/** By count and quantile: where it stands among so many sorted values. */
const RANKS_OF_FEW = Int32Array.from(
  { length: (FEW + 1) * QUANTILES.length },
  (_, i) => Math.ceil(QUANTILES[i % QUANTILES.length] * Math.floor(i / QUANTILES.length)) - 1,
)

function binOf(value: number): number {
  const us = value < GREATEST_US ? value : GREATEST_US
  if (us < 1 << BITS) return us
  const exponent = 31 - Math.clz32(us) - BITS
  return (exponent << BITS) + (us >> exponent)
}
function middleOf(bin: number): number {
  const exponent = (bin >> BITS) - 1
  if (exponent <= 0) return bin
  return ((bin - (exponent << BITS)) << exponent) + ((1 << exponent) >> 1)
}
function between(value: number, least: number, greatest: number): number {
  return value < least ? least : value > greatest ? greatest : value
}
