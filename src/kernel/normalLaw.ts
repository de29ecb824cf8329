/*
 * The standard normal law's density, distribution function and quantiles, relative precision about 10^−14 in both tails.
 * Series and continued fraction: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14.
 */
import { exp } from './maths'

const ONE_OVER_SQRT_TWO_PI = 0.3989422804014327

export function normalDensity(x: number): number {
  return ONE_OVER_SQRT_TWO_PI * exp(-0.5 * x * x)
}

/** P(X ≤ x). */
export function normalCdf(x: number): number {
  return x > 0 ? 1 - normalCdf(-x) : normalUpperTail(-x)
}

/** P(X > x) for x ≥ 0, precise far out. */
function normalUpperTail(x: number): number {
  if (x > 39) return 0
  if (x > 3) {
    let fraction = x
    for (let n = 80; n >= 1; n--) fraction = x + n / fraction
    return normalDensity(x) / fraction
  }
  let term = x
  let sum = x
  for (let n = 3; term > sum * 1e-17; n += 2) {
    term *= (x * x) / n
    sum += term
  }
  return 0.5 - normalDensity(x) * sum
}

/** The x with P(X ≤ x) = p, by bisection on the lower half, where p keeps its digits. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p <= 0) return -Infinity
  let low = -39
  let high = 0
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high || high - low < 1e-17) return high
    if (normalCdf(middle) < p) low = middle
    else high = middle
  }
}
