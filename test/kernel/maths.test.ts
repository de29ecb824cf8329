/*
 * References are worked out here in integers of 400 fractional bits, independently of the code's tables. Every double is a
 * rational number, so the argument is exact; the distance is then in units of the reference's last place.
 */
import { describe, expect, it } from 'vitest'
import { Draws, exp, expm1, log, log10, log1p, log2, pow } from '../../src/kernel'

const BITS = 400n
const ONE = 1n << BITS
const MIN_SUBNORMAL = Number.MIN_VALUE

/** x as fixed point, exact for doubles whose last place is at least 2^−400. */
function fixed(x: number): bigint {
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setFloat64(0, x)
  const word = bytes.getBigUint64(0)
  const biased = (word >> 52n) & 0x7ffn
  const mantissa = (word & 0xfffffffffffffn) | (biased === 0n ? 0n : 1n << 52n)
  const shift = (biased === 0n ? 1n : biased) - 1075n + BITS
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift
  return word >> 63n ? -size : size
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS
const over = (a: bigint, b: bigint): bigint => (a << BITS) / b

function lnNearOne(y: bigint): bigint {
  const z = over(y - ONE, y + ONE)
  const square = times(z, z)
  let sum = 0n
  let term = z
  for (let n = 1n; term > 1n || term < -1n; n += 2n) {
    sum += term / n
    term = times(term, square)
  }
  return 2n * sum
}
const LN2 = lnNearOne(2n * ONE)

function lnFixed(y: bigint): bigint {
  let k = 0n
  while (y > (3n * ONE) / 2n) {
    y >>= 1n
    k++
  }
  while (y < (3n * ONE) / 4n) {
    y <<= 1n
    k--
  }
  return lnNearOne(y) + k * LN2
}

/** exp(y) · 2^−k with that k, the value in [1, 2). */
function expFixed(y: bigint): { value: bigint; k: number } {
  const k = y >= 0n ? y / LN2 : -((-y + LN2 - 1n) / LN2)
  let sum = 0n
  let term = ONE
  const rest = y - k * LN2
  for (let n = 1n; term !== 0n; n++) {
    sum += term
    term = times(term, rest) / n
  }
  return { value: sum, k: Number(k) }
}

/** |computed − reference| in units of the reference's last place; the reference is value · 2^k. */
function ulps(computed: number, value: bigint, k = 0): number {
  if (value === 0n) return computed === 0 ? 0 : Infinity
  const size = value < 0n ? -value : value
  const exponent = size.toString(2).length - 1 - Number(BITS) + k
  const lastPlace = Math.max(exponent - 52, -1074)
  // Both sides as multiples of 2^(lastPlace − 60).
  const scale = (x: bigint, power: number): bigint => (power >= 0 ? x << BigInt(power) : x >> BigInt(-power))
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setFloat64(0, computed)
  const word = bytes.getBigUint64(0)
  const biased = Number((word >> 52n) & 0x7ffn)
  const mantissa = (word & 0xfffffffffffffn) | (biased === 0 ? 0n : 1n << 52n)
  const own = scale(word >> 63n ? -mantissa : mantissa, Math.max(biased, 1) - 1075 - lastPlace + 60)
  const difference = own - scale(value, k - Number(BITS) - lastPlace + 60)
  return Number(difference < 0n ? -difference : difference) / 1152921504606846976
}

const draws = new Draws(20240607)
function inputs(count: number, from: number, to: number, key: number): number[] {
  return Array.from({ length: count }, (_, i) => from + (to - from) * draws.at(key, 0, i, 0).unit())
}
function worst(xs: number[], error: (x: number) => number): number {
  return xs.reduce((most, x) => Math.max(most, error(x)), 0)
}

const NEAR_ONE = [
  1,
  1 + 2 ** -52,
  1 - 2 ** -53,
  1 + 2 ** -30,
  1 - 2 ** -30,
  1 + 2 ** -9,
  1 - 2 ** -9,
  1.00390625,
  0.99609375,
]
const POSITIVE = [
  ...NEAR_ONE,
  ...inputs(400, 0.5, 2, 1),
  ...inputs(200, 0, 1e-3, 2),
  ...inputs(200, 0, 1e6, 3),
  ...inputs(200, -100, 100, 4).map((e) => 2 ** e),
]

it('the measure sees one unit in the last place', () => {
  expect(ulps(Math.LN2, LN2)).toBeLessThan(0.5)
  expect(ulps(Math.LN2 + 2 ** -53, LN2)).toBeGreaterThan(0.5)
  expect(ulps(Math.LN2 * (1 - 2 ** -52), LN2)).toBeGreaterThan(0.5)
})

describe('logarithms', () => {
  it('log is within 0.55 ulp of the exact value', () => {
    expect(worst(POSITIVE, (x) => ulps(log(x), lnFixed(fixed(x))))).toBeLessThan(0.55)
  })
  it('log2 and log10 are within 0.55 ulp', () => {
    expect(worst(POSITIVE, (x) => ulps(log2(x), over(lnFixed(fixed(x)), LN2)))).toBeLessThan(0.55)
    const ln10 = lnFixed(10n * ONE)
    expect(worst(POSITIVE, (x) => ulps(log10(x), over(lnFixed(fixed(x)), ln10)))).toBeLessThan(0.55)
  })
  it('log1p is within 0.55 ulp, also near 0 and near −1', () => {
    const xs = [1e-17, -1e-17, 1e-15, 3e-16, -3e-16, 1e-10, -1e-10, 1e-5, -0.999999, ...inputs(500, -1, 2, 5)]
    xs.push(...inputs(300, -0.01, 0.01, 6), ...inputs(100, -1e-8, 1e-8, 7), ...inputs(100, 0, 1e9, 8))
    expect(worst(xs, (x) => ulps(log1p(x), lnFixed(ONE + fixed(x))))).toBeLessThan(0.55)
  })
  it('are exact at powers of their base', () => {
    for (let k = -1074; k <= 1023; k++) expect(log2(2 ** k)).toBe(k)
    for (let k = 0; k <= 22; k++) expect(log10(Number(`1e${k}`))).toBe(k)
  })
  it('reach the ends of the doubles', () => {
    expect(log(Number.MAX_VALUE)).toBe(709.782712893384)
    expect(log(MIN_SUBNORMAL)).toBe(-744.4400719213812)
    expect(log1p(Number.MAX_VALUE)).toBe(709.782712893384)
  })
  it('have the special values of the language', () => {
    for (const f of [log, log2, log10]) {
      expect([f(0), f(-0), f(-1), f(NaN), f(Infinity), f(-Infinity), f(1)]).toEqual([
        -Infinity,
        -Infinity,
        NaN,
        NaN,
        Infinity,
        NaN,
        0,
      ])
    }
    expect([log1p(-1), log1p(-2), log1p(NaN), log1p(Infinity), log1p(0)]).toEqual([-Infinity, NaN, NaN, Infinity, 0])
    expect(log1p(-0)).toBe(-0)
  })
})

describe('exp and expm1', () => {
  const xs = [0, 1, -1, 0.5, 709.78, -708.3, 1e-20, -1e-20, ...inputs(600, -700, 700, 9), ...inputs(300, -2, 2, 10)]
  it('exp is within 0.55 ulp', () => {
    const error = (x: number): number => {
      const reference = expFixed(fixed(x))
      return ulps(exp(x), reference.value, reference.k)
    }
    expect(worst(xs, error)).toBeLessThan(0.55)
    expect(worst(inputs(200, -745, -708.4, 11), error)).toBeLessThan(1)
  })
  it('expm1 is within 1 ulp, also near 0', () => {
    const near = [1e-18, -1e-18, 1e-10, 0.1, -0.1, 0.0999999, 0.10000001, -0.10000001, 39.9, -39.9, 41, -41]
    near.push(...inputs(300, -0.2, 0.2, 12), ...inputs(300, -1e-6, 1e-6, 13), ...inputs(300, -45, 45, 14))
    const error = (x: number): number => {
      const { value, k } = expFixed(fixed(x))
      return ulps(expm1(x), (k >= 0 ? value << BigInt(k) : value >> BigInt(-k)) - ONE)
    }
    expect(worst(near, error)).toBeLessThan(1)
  })
  it('have the special values of the language', () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(NaN), exp(709.79), exp(-746)]).toEqual([
      1,
      0,
      Infinity,
      NaN,
      Infinity,
      0,
    ])
    expect(exp(709.782712893384)).toBeLessThan(Infinity)
    expect(exp(-744.4400719213812)).toBe(MIN_SUBNORMAL)
    expect([expm1(-Infinity), expm1(Infinity), expm1(NaN), expm1(0), expm1(-0)]).toEqual([-1, Infinity, NaN, 0, -0])
  })
})

describe('pow', () => {
  it('is within 0.55 ulp, 1 ulp among subnormals', () => {
    const bases = [...inputs(300, 0, 3, 15), ...inputs(300, 0.999, 1.001, 16), ...inputs(200, 1, 1e6, 17)]
    bases.forEach((x, i) => {
      const y =
        (draws.at(18, 0, i, 0).unit() - 0.5) * (i % 3 === 0 ? 2 : i % 3 === 1 ? 100 : 1400 / Math.abs(Math.log2(x)))
      const reference = expFixed(times(fixed(y), lnFixed(fixed(x))))
      if (reference.k > 1022 || reference.k < -1074) return
      expect(ulps(pow(x, y), reference.value, reference.k)).toBeLessThan(reference.k < -1022 ? 1.01 : 0.55)
    })
  })
  it('is exact where the result is a double', () => {
    for (let k = 0; k <= 22; k++) expect(pow(10, k)).toBe(Number(`1e${k}`))
    for (let k = -1074; k <= 1023; k++) expect(pow(2, k)).toBe(2 ** k)
    expect([pow(3, 33), pow(-3, 33), pow(-5, 4), pow(9, 0.5), pow(0.25, -1.5)]).toEqual([
      3 ** 33,
      -(3 ** 33),
      625,
      3,
      8,
    ])
  })
  it('agrees with the language on every pair of special values', () => {
    const values = [
      0,
      -0,
      1,
      -1,
      0.5,
      -0.5,
      2,
      -2,
      3,
      -3,
      2.5,
      1e300,
      -1e300,
      5e-324,
      -5e-324,
      2 ** 53 + 2,
      -(2 ** 53) - 2,
    ]
    values.push(Infinity, -Infinity, NaN)
    for (const x of values) {
      for (const y of values) {
        const ours = pow(x, y)
        const theirs = x ** y
        if (Number.isFinite(theirs) && theirs !== 0) expect(Math.abs(ours / theirs - 1)).toBeLessThan(2 ** -51)
        else expect(ours, `${x} ** ${y}`).toBe(theirs)
      }
    }
  })
})
