/**
 * A histogram of microseconds for a short window, in the little memory that a checkpoint can spare: up to sixteen values are kept
 * as they are; more go into log-linear bins, 64 for every power of two (a quantile is off by 0.8 % at most), of which only
 * those in use are visited. The long-run histogram with its finer bins is the kernel's; this one also gives three
 * quantiles in one walk, and most windows of a chart are so short that they hold a handful of values.
 */
const BITS = 6
const GREATEST_US = 2147483647

/** So many values are kept as they are. */
const FEW = 16
const NONE = new Int32Array(0)

export class LatencyBins {
  count = 0
  max = 0
  min = 0
  /** Bins `base` and following; `inUse` has a bit for each. Empty where there never were more than FEW. */
  private counts = NONE
  private inUse = NONE
  private base = 0

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
    const { counts, inUse, base } = other
    for (let word = 0; word < inUse.length; word++) {
      for (let bits = inUse[word]; bits !== 0; bits &= bits - 1) {
        const at = (word << 5) | lowest(bits)
        this.add(base + at, counts[at])
      }
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
    const { counts, inUse, count } = this
    let seen = 0
    let q = 0
    let rank = Math.ceil(QUANTILES[0] * count)
    for (let word = 0; word < inUse.length; word++) {
      for (let bits = inUse[word]; bits !== 0; bits &= bits - 1) {
        const bin = (word << 5) | lowest(bits)
        seen += counts[bin]
        while (seen >= rank) {
          into[at + q] = rank >= count ? this.max : between(middleOf(this.base + bin), this.min, this.max)
          if (++q === QUANTILES.length) return
          rank = Math.ceil(QUANTILES[q] * count)
        }
      }
    }
  }
  private quantilesOfFew(into: Int32Array | Float64Array, at: number): void {
    const { few, count } = this
    if (count > 1) this.sortFew()
    const ranks = count * QUANTILES.length
    for (let q = 0; q < QUANTILES.length; q++) into[at + q] = count === 0 ? NaN : few[RANKS_OF_FEW[ranks + q]]
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
    if (this.count > FEW) this.clearBins()
    this.count = 0
    this.max = 0
    this.min = 0
  }
  private clearBins(): void {
    const { counts, inUse } = this
    for (let word = 0; word < inUse.length; word++) {
      for (let bits = inUse[word]; bits !== 0; bits &= bits - 1) counts[(word << 5) | lowest(bits)] = 0
      inUse[word] = 0
    }
  }

  /** Of the bins only the stretch in use is copied. */
  clone(): LatencyBins {
    const copy = new LatencyBins()
    copy.count = this.count
    copy.max = this.max
    copy.min = this.min
    copy.few.set(this.few)
    if (this.count <= FEW) return copy
    let low = 0
    let end = this.inUse.length
    while (this.inUse[low] === 0) low++
    while (this.inUse[end - 1] === 0) end--
    copy.base = this.base + low * 32
    copy.inUse = this.inUse.slice(low, end)
    copy.counts = this.counts.slice(low * 32, end * 32)
    return copy
  }
  get bytes(): number {
    return this.counts.byteLength + this.inUse.byteLength + FEW * 8 + 64
  }

  private add(bin: number, n: number): void {
    if (bin < this.base || bin >= this.base + this.counts.length) this.reach(bin)
    const at = bin - this.base
    this.counts[at] += n
    this.inUse[at >> 5] |= 1 << (at & 31)
  }
  /** Room for whole powers of two, so that it is seldom made. */
  private reach(bin: number): void {
    const empty = this.counts.length === 0
    const from = Math.min(bin, empty ? bin : this.base) & ~63
    const to = (Math.max(bin, empty ? bin : this.base + this.counts.length - 1) | 63) + 1
    const counts = new Int32Array(to - from)
    const inUse = new Int32Array((to - from) >> 5)
    if (!empty) {
      counts.set(this.counts, this.base - from)
      inUse.set(this.inUse, (this.base - from) >> 5)
    }
    this.counts = counts
    this.inUse = inUse
    this.base = from
  }
}

const QUANTILES = [0.5, 0.95, 0.99]
/** By count and quantile: where it stands among so many sorted values. */
const RANKS_OF_FEW = Int32Array.from(
  { length: (FEW + 1) * QUANTILES.length },
  (_, i) => Math.ceil(QUANTILES[i % QUANTILES.length] * Math.floor(i / QUANTILES.length)) - 1,
)

/** The place of the lowest bit that is set, of one or more. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}
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
