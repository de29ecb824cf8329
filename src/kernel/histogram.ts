/*
 * Log-linear histogram of non-negative integer microseconds: every power of two is divided into 2^significantBits equal
 * buckets, values below that are exact. Two histograms merge without loss. The idea is HdrHistogram's (G. Tene).
 * A bucket spans at most 2^−significantBits of its values; quantiles give its middle, so the relative error is at most
 * 2^−(significantBits + 1): 0.4 % with 7 bits.
 */
import { assert } from './assert'

const MAX_US = 1099511627775

export class Histogram {
  count = 0
  /** Exact sum, greatest and least of the recorded values (before their cut to 2^40 − 1 µs); min is 0 when empty. */
  sum = 0
  max = 0
  min = 0
  /** Bucket counts, as far as the greatest value needed. */
  private buckets = new Float64Array(0)

  constructor(readonly significantBits = 7) {
    assert(significantBits >= 1 && significantBits <= 14, 'histogram of 1 to 14 significant bits')
  }

  /** Adds `count` values of `us` microseconds (an integer ≥ 0; from 2^40 on they share the last bucket). */
  record(us: number, count = 1): void {
    if (!(us >= 0)) assert(false, 'a recorded duration is a non-negative number')
    if (this.count === 0 || us < this.min) this.min = us
    if (us > this.max) this.max = us
    this.count += count
    this.sum += us * count
    const index = this.bucketOf(us)
    if (index >= this.buckets.length) this.grow(index)
    this.buckets[index] += count
  }

  /**
   * The value of rank ⌈p·count⌉ (at least 1) in sorted order, as the middle of its bucket, kept within [min, max];
   * 0 when empty.
   */
  quantile(p: number): number {
    if (this.count === 0) return 0
    const rank = Math.max(1, Math.ceil(p * this.count))
    if (rank >= this.count) return this.max
    let seen = 0
    let index = 0
    while (index < this.buckets.length && (seen += this.buckets[index]) < rank) index++
    return Math.min(this.max, Math.max(this.min, this.middleOf(index)))
  }

  /** NaN when empty. */
  mean(): number {
    return this.sum / this.count
  }

  /** Adds all values of `other`, which must have the same significantBits. */
  merge(other: Histogram): void {
    assert(other.significantBits === this.significantBits, 'merged histograms have the same significant bits')
    if (other.count === 0) return
    if (this.count === 0 || other.min < this.min) this.min = other.min
    if (other.max > this.max) this.max = other.max
    this.count += other.count
    this.sum += other.sum
    if (other.buckets.length > this.buckets.length) this.grow(other.buckets.length - 1)
    for (let i = 0; i < other.buckets.length; i++) this.buckets[i] += other.buckets[i]
  }

  /** Each bucket that has values: its middle, within [min, max], and how many; ascending. */
  forEach(visit: (us: number, count: number) => void): void {
    this.buckets.forEach((count, index) => {
      if (count > 0) visit(Math.min(this.max, Math.max(this.min, this.middleOf(index))), count)
    })
  }

  clear(): void {
    this.count = 0
    this.sum = 0
    this.max = 0
    this.min = 0
    this.buckets.fill(0)
  }

  clone(): Histogram {
    const copy = new Histogram(this.significantBits)
    copy.count = this.count
    copy.sum = this.sum
    copy.max = this.max
    copy.min = this.min
    copy.buckets = this.buckets.slice()
    return copy
  }

  get bytes(): number {
    return this.buckets.byteLength + 64
  }

  private bucketOf(us: number): number {
    if (us > MAX_US) us = MAX_US
    const bits = this.significantBits
    // Division by a power of two is exact; values above 2^31 lose only bits below the bucket's.
    let value = us
    let shift = 0
    while (value >= 1073741824) {
      value = Math.floor(value / 1024)
      shift += 10
    }
    const extra = 31 - Math.clz32(value) - bits
    return extra <= 0 && shift === 0 ? value : ((extra + shift) << bits) + (value >> extra)
  }

  private middleOf(index: number): number {
    const bits = this.significantBits
    const exponent = (index >> bits) - 1
    if (exponent <= 0) return index
    let width = 1
    for (let i = 0; i < exponent; i++) width *= 2
    const first = (index - (exponent << bits)) * width
    return first + Math.floor((width - 1) / 2)
  }

  /** Room for whole powers of two, so that growing is seldom. */
  private grow(index: number): void {
    const wanted = ((index >> this.significantBits) + 1) << this.significantBits
    const buckets = new Float64Array(wanted)
    buckets.set(this.buckets)
    this.buckets = buckets
  }
}
