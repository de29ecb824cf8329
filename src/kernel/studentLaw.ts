/*
 * The half width of a 95 % interval in standard errors: Student's 0.975 quantile. Up to 10 degrees of freedom from a table
 * (NIST/SEMATECH e-Handbook, 1.3.6.7.2, with more digits), beyond by the normal law's quantile and its correction in powers of 1/ν (M. Abramowitz
 * and I. Stegun, Handbook of Mathematical Functions, 26.7.5), which is right to five digits there.
 */
const TABLE = [
  12.7062047, 4.3026527, 3.1824463, 2.7764451, 2.5705818, 2.4469119, 2.3646243, 2.3060041, 2.2621572, 2.2281389,
]
const X = 1.959963984540054
const X2 = X * X
const CORRECTIONS = [
  (X * (X2 + 1)) / 4,
  (X * ((5 * X2 + 16) * X2 + 3)) / 96,
  (X * (((3 * X2 + 19) * X2 + 17) * X2 - 15)) / 384,
  (X * ((((79 * X2 + 776) * X2 + 1482) * X2 - 1920) * X2 - 945)) / 92160,
]

/** The t with P(|T| ≤ t) = 0.95. `degrees`: a whole number ≥ 1. */
export function student95(degrees: number): number {
  if (degrees <= TABLE.length) return TABLE[degrees - 1]
  let sum = 0
  for (let i = CORRECTIONS.length - 1; i >= 0; i--) sum = (sum + CORRECTIONS[i]) / degrees
  return X + sum
}
