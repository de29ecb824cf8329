/*
 * A law given by measured percentiles: points (cumulative probability, value), straight lines between them. Two points of
 * equal value are an atom; two of equal probability are a gap.
 */

export class EmpiricalLaw {
  private readonly probabilities: Float64Array
  private readonly values: Float64Array

  /** Points in ascending order, the first with probability 0, the last with 1. */
  constructor(points: readonly (readonly [cumulativeProbability: number, value: number])[]) {
    this.probabilities = Float64Array.from(points, (point) => point[0])
    this.values = Float64Array.from(points, (point) => point[1])
  }

  /** The smallest value whose distribution function is at least p. */
  quantile(p: number): number {
    const at = this.probabilities
    const values = this.values
    let low = 0
    let high = at.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (at[middle] < p) low = middle
      else high = middle
    }
    if (p <= at[low]) return values[low]
    if (p >= at[high]) return values[high]
    return values[low] + ((p - at[low]) / (at[high] - at[low])) * (values[high] - values[low])
  }

  cdf(value: number): number {
    const at = this.probabilities
    const values = this.values
    let last = at.length - 1
    if (value >= values[last]) return 1
    while (last >= 0 && values[last] > value) last--
    if (last < 0) return 0
    return at[last] + ((value - values[last]) / (values[last + 1] - values[last])) * (at[last + 1] - at[last])
  }

  mean(): number {
    return this.integrate((from, to) => (from + to) / 2)
  }

  variance(): number {
    const mean = this.mean()
    return this.integrate((from, to) => {
      const left = from - mean
      const right = to - mean
      return (left * left + left * right + right * right) / 3
    })
  }

  /** Sum over segments of probability × the segment's average. */
  private integrate(average: (from: number, to: number) => number): number {
    let sum = 0
    for (let i = 1; i < this.values.length; i++) {
      const mass = this.probabilities[i] - this.probabilities[i - 1]
      if (mass > 0) sum += mass * average(this.values[i - 1], this.values[i])
    }
    return sum
  }
}
