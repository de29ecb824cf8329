/* Statistics for tests of random draws. Seeds are fixed, so a bound is met always or never; bounds are about 4 to 5 sigma. */

/** Pearson's chi-square of counts against equal expectation, as standard deviations from its mean (Wilson–Hilferty). */
export function chiSquareSigmas(counts: ArrayLike<number>): number {
  const n = counts.length
  let total = 0
  for (let i = 0; i < n; i++) total += counts[i]
  let chi = 0
  for (let i = 0; i < n; i++) chi += (counts[i] - total / n) ** 2 / (total / n)
  const spread = 2 / (9 * (n - 1))
  return (Math.cbrt(chi / (n - 1)) - (1 - spread)) / Math.sqrt(spread)
}

/** Kolmogorov–Smirnov: √n · sup |empirical − cdf|. Above 2.0 with probability 7·10^−4, above 2.3 with 5·10^−5. */
export function kolmogorovSmirnov(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort()
  const n = sorted.length
  let distance = 0
  sorted.forEach((x, i) => {
    const p = cdf(x)
    distance = Math.max(distance, p - i / n, (i + 1) / n - p)
  })
  return distance * Math.sqrt(n)
}

/** Pearson's correlation times √n: standard normal for independent pairs. */
export function correlationSigmas(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const n = xs.length
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    sumX += xs[i]
    sumY += ys[i]
    sumXX += xs[i] * xs[i]
    sumYY += ys[i] * ys[i]
    sumXY += xs[i] * ys[i]
  }
  const covariance = sumXY / n - (sumX / n) * (sumY / n)
  const spread = Math.sqrt((sumXX / n - (sumX / n) ** 2) * (sumYY / n - (sumY / n) ** 2))
  return (covariance / spread) * Math.sqrt(n)
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}
