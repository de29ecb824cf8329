import { describe, expect, it } from 'vitest'
import { Draws, Histogram } from '../../src/kernel'

const LEVELS = [0, 1e-9, 0.001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999, 1]
const draws = new Draws(77)

/** Integers from 0 to 2^40, all magnitudes alike. */
function wideValues(count: number, key: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(2 ** (40 * draws.at(key, 0, i, 0).unit())) - 1)
}
function filled(values: number[], significantBits?: number): Histogram {
  const histogram = new Histogram(significantBits)
  for (const value of values) histogram.record(value)
  return histogram
}
function exactQuantile(sorted: number[], p: number): number {
  return sorted[Math.max(1, Math.ceil(p * sorted.length)) - 1]
}

describe('a histogram', () => {
  it.each([3, 7, 10, 14])('with %d bits gives every quantile within 2^−(bits + 1) of the sorted value', (bits) => {
    for (let set = 0; set < 30; set++) {
      const values = wideValues(1 + set * 37, set)
      const histogram = filled(values, bits)
      const sorted = values.sort((a, b) => a - b)
      for (const p of LEVELS) {
        const exact = exactQuantile(sorted, p)
        expect(Math.abs(histogram.quantile(p) - exact)).toBeLessThanOrEqual(exact / 2 ** (bits + 1))
      }
    }
  })

  it('is exact below 2^(bits + 1)', () => {
    const values = Array.from({ length: 1000 }, (_, i) => draws.at(50, 0, i, 0).int(256))
    const histogram = filled(values, 7)
    const sorted = values.sort((a, b) => a - b)
    for (let i = 0; i <= 1000; i++) expect(histogram.quantile(i / 1000)).toBe(exactQuantile(sorted, i / 1000))
  })

  it('keeps buckets in order over the whole range', () => {
    let last = -1
    for (let e = 0; e < 40; e += 0.01) {
      const value = Math.floor(2 ** e)
      const histogram = filled([0, value, 2 ** 40 - 1])
      const middle = histogram.quantile(0.5)
      expect(middle).toBeGreaterThanOrEqual(last)
      last = middle
    }
  })

  it('keeps count, sum, mean, least and greatest exactly', () => {
    const histogram = filled([5, 1_000_003, 70, 70])
    histogram.record(9, 3)
    expect([histogram.count, histogram.sum, histogram.min, histogram.max]).toEqual([7, 1_000_175, 5, 1_000_003])
    expect(histogram.mean()).toBe(1_000_175 / 7)
    expect([histogram.quantile(0), histogram.quantile(1)]).toEqual([5, 1_000_003])
  })

  it('answers 0 when empty, with no mean', () => {
    const histogram = new Histogram()
    expect([histogram.quantile(0.5), histogram.min, histogram.max, histogram.mean()]).toEqual([0, 0, 0, NaN])
  })

  it('puts what lies beyond 2^40 into the last bucket', () => {
    const histogram = filled([1, 2 ** 41, 2 ** 45])
    expect(histogram.count).toBe(3)
    expect(histogram.max).toBe(2 ** 45)
    expect(histogram.quantile(0.6)).toBeGreaterThan(2 ** 40 * 0.99)
  })

  it('merges as if all had been recorded in one', () => {
    const [left, right] = [wideValues(500, 60), wideValues(300, 61).map((value) => value % 5000)]
    for (const [a, b] of [
      [left, right],
      [right, left],
      [[], right],
      [left, []],
    ]) {
      const merged = filled(a)
      merged.merge(filled(b))
      const both = filled([...a, ...b])
      expect(LEVELS.map((p) => merged.quantile(p))).toEqual(LEVELS.map((p) => both.quantile(p)))
      expect([merged.count, merged.min, merged.max]).toEqual([both.count, both.min, both.max])
      expect(merged.sum).toBe(both.sum)
    }
  })

  it('refuses to merge another precision and to record what is no duration', () => {
    expect(() => new Histogram(7).merge(new Histogram(8))).toThrow('same significant bits')
    for (const us of [-1, NaN]) expect(() => new Histogram().record(us)).toThrow('non-negative')
  })

  it('is small while empty, and forgets on clear()', () => {
    const histogram = new Histogram()
    expect(histogram.bytes).toBeLessThan(100)
    histogram.record(1000)
    histogram.clear()
    histogram.record(3)
    expect([histogram.count, histogram.sum, histogram.min, histogram.quantile(0.5)]).toEqual([1, 3, 3, 3])
  })

  it('clones without sharing', () => {
    const histogram = filled([10, 20])
    const clone = histogram.clone()
    histogram.record(5)
    clone.record(100_000)
    expect([histogram.count, histogram.max, clone.count, clone.min]).toEqual([3, 20, 3, 10])
    expect(clone.quantile(0.6)).toBe(20)
  })
})
