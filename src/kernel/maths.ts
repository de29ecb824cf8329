/*
 * log, exp, pow and kin from + − × ÷ alone, so that every engine gives the same bits (engines' own differ in the last ones).
 * Method: table-driven reduction (P. T. P. Tang, "Table-driven implementation of the exponential function", ACM TOMS 15(2),
 * 1989, and "… of the logarithm function", TOMS 16(4), 1990), with the sum carried as an unevaluated pair of doubles
 * (T. J. Dekker, Numerische Mathematik 18, 1971). Error below 0.55 ulp (1 ulp where the result is subnormal).
 */
import {
  CELL_LN_HIGH,
  CELL_LN_LOW,
  CELL_MULTIPLIER,
  LN2_HIGH,
  LN2_LOW,
  LOG10_2_HIGH,
  LOG10_2_LOW,
  LOG10_E_HIGH,
  LOG10_E_LOW,
  LOG2_E_HIGH,
  LOG2_E_LOW,
  LOG_ORIGIN,
  POWERS_OF_TWO,
  ROOT_HIGH,
  ROOT_LOW,
  STEPS_PER_UNIT,
  STEP_HIGH,
  STEP_LOW,
} from './mathTables'

const TWO_54 = 18014398509481984
const MIN_NORMAL = 2.2250738585072014e-308
const float = new Float64Array(1)
const words = new Int32Array(float.buffer)
float[0] = 1
/** Which of the two words holds the exponent: 1 on little-endian machines. */
const HIGH_WORD = words[1] === 0 ? 0 : 1

/** The low half of the last pair computed; its high half is the return value. */
const low = new Float64Array(1)
/** The binary exponent that logReduced() has taken out. */
const exponent = new Int32Array(1)

/**
 * ln of the reduced mantissa of (x + extra), x positive and finite, extra far below x, as a pair without the exponent's
 * k·ln 2 when `withExponent` is false.
 */
function logPair(x: number, extra: number, withExponent: boolean): number {
  let k = 0
  if (x < MIN_NORMAL) {
    x *= TWO_54
    k = -54
  } else if (x > 4e307) {
    x /= TWO_54
    extra /= TWO_54
    k = 54
  }
  float[0] = x
  const word = words[HIGH_WORD] - LOG_ORIGIN
  const cell = (word & 0xfffff) >> 13
  const scale = POWERS_OF_TWO[1022 - (word >> 20)]
  k += word >> 20
  exponent[0] = k
  const multiplier = CELL_MULTIPLIER[cell]
  const mantissa = x * scale
  const mantissaHigh = Math.fround(mantissa)
  // Both products are exact: the multiplier has 11 bits. So r + rLow is mantissa·multiplier − 1 without error.
  const first = mantissaHigh * multiplier - 1
  const second = (mantissa - mantissaHigh) * multiplier
  const r = first + second
  const rLow = second - (r - first) + extra * scale * multiplier

  const shift = withExponent ? k : 0
  const base = shift * LN2_HIGH + CELL_LN_HIGH[cell]
  const sum = base + r
  const part = sum - base
  const sumLow = base - (sum - part) + (r - part)
  // −r²/2, with the exact square of r's upper half apart.
  const rHigh = Math.fround(r)
  const square = -0.5 * rHigh * rHigh
  const high = sum + square
  const part2 = high - sum
  const highLow = sum - (high - part2) + (square - part2)
  const series =
    r *
    r *
    r *
    (0.3333333333333333 +
      r *
        (-0.25 +
          r *
            (0.2 +
              r *
                (-0.16666666666666666 +
                  r * (0.14285714285714285 + r * (-0.125 + r * (0.1111111111111111 - r * 0.1)))))))
  const rest =
    series - 0.5 * (r - rHigh) * (r + rHigh) + rLow * (1 - r) + (shift * LN2_LOW + CELL_LN_LOW[cell]) + sumLow + highLow
  const result = high + rest
  low[0] = rest - (result - high)
  return result
}

/** (high + low[0]) · (factorHigh + factorLow), factorHigh of at most 24 bits. Low half in low[0]. */
function timesPair(high: number, factorHigh: number, factorLow: number): number {
  const upper = Math.fround(high)
  const main = upper * factorHigh
  const rest = (high - upper) * factorHigh + high * factorLow + low[0] * factorHigh
  const product = main + rest
  low[0] = rest - (product - main)
  return product
}

/** Logarithm's value outside (0, ∞), given x ≤ 0, NaN or ∞. */
function logOutside(x: number): number {
  return x === 0 ? -Infinity : x === Infinity ? Infinity : NaN
}

/** Natural logarithm. −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return logOutside(x)
  return logPair(x, 0, true)
}

/** ln(1 + x), precise also near 0. */
export function log1p(x: number): number {
  if (!(x > -1 && x < Infinity)) return logOutside(1 + x)
  if (x > -1.2e-16 && x < 1.2e-16) return x
  const sum = 1 + x
  const part = sum - 1
  return logPair(sum, 1 - (sum - part) + (x - part), true)
}

/** Logarithm to base 2; exact at the powers of two. */
export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return logOutside(x)
  const high = timesPair(logPair(x, 0, false), LOG2_E_HIGH, LOG2_E_LOW)
  const k = exponent[0]
  const sum = k + high
  const part = sum - k
  return sum + (k - (sum - part) + (high - part) + low[0])
}

/** Logarithm to base 10; exact at the powers of ten. */
export function log10(x: number): number {
  if (!(x > 0 && x < Infinity)) return logOutside(x)
  const high = timesPair(logPair(x, 0, false), LOG10_E_HIGH, LOG10_E_LOW)
  const k = exponent[0]
  const main = k * LOG10_2_HIGH
  const sum = main + high
  const part = sum - main
  return sum + (main - (sum - part) + (high - part) + (low[0] + k * LOG10_2_LOW))
}

/** value · 2^k for 1 ≤ value < 2 or so, with overflow to ∞ and one rounding into the subnormals. */
function scaled(value: number, k: number): number {
  if (k > 1023) return value * 2 * POWERS_OF_TWO[Math.min(k - 1, 1023) + 1022]
  if (k >= -1021) return value * POWERS_OF_TWO[k + 1022]
  return (value * POWERS_OF_TWO[k + 64 + 1022]) / 18446744073709551616
}

/** exp(x + extra) for |x| < 746, extra far below x. */
function expPair(x: number, extra: number): number {
  const n = Math.floor(x * STEPS_PER_UNIT + 0.5)
  const r = x - n * STEP_HIGH + (extra - n * STEP_LOW)
  const series =
    r +
    r *
      r *
      (0.5 +
        r * (0.16666666666666666 + r * (0.041666666666666664 + r * (0.008333333333333333 + r * 0.001388888888888889))))
  const root = ROOT_HIGH[n & 63]
  return scaled(root + (root * series + ROOT_LOW[n & 63]), n >> 6)
}

/** e to the x. */
export function exp(x: number): number {
  if (!(x > -746)) return x !== x ? NaN : 0
  if (x > 709.8) return Infinity
  return expPair(x, 0)
}

/** exp(x) − 1, precise also near 0. */
export function expm1(x: number): number {
  if (x > -0.1 && x < 0.1) return expm1NearZero(x)
  if (!(x > -40)) return x !== x ? NaN : -1
  if (x > 40) return exp(x)
  const n = Math.floor(x * STEPS_PER_UNIT + 0.5)
  const r = x - n * STEP_HIGH - n * STEP_LOW
  const series =
    r +
    r *
      r *
      (0.5 +
        r * (0.16666666666666666 + r * (0.041666666666666664 + r * (0.008333333333333333 + r * 0.001388888888888889))))
  const power = POWERS_OF_TWO[(n >> 6) + 1022]
  const main = ROOT_HIGH[n & 63] * power
  const sum = main - 1
  const part = sum - main
  const sumLow = main - (sum - part) + (-1 - part)
  return sum + (main * series + (ROOT_LOW[n & 63] * power + sumLow))
}

function expm1NearZero(x: number): number {
  if (x > -1e-17 && x < 1e-17) return x
  const series =
    0.5 +
    x *
      (0.16666666666666666 +
        x *
          (0.041666666666666664 +
            x *
              (0.008333333333333333 +
                x *
                  (0.001388888888888889 +
                    x *
                      (0.0001984126984126984 +
                        x * (0.0000248015873015873 + x * (0.0000027557319223985893 + x * 2.755731922398589e-7)))))))
  return x + x * x * series
}

/** x to the y, with Math.pow's special cases (ECMA-262, Number::exponentiate). */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (x !== x || y !== y) return NaN
  const size = x < 0 ? -x : x
  if (y === Infinity || y === -Infinity) return size === 1 ? NaN : size > 1 === y > 0 ? Infinity : 0
  const odd = y % 2 === 1 || y % 2 === -1
  const negative = (x < 0 || Object.is(x, -0)) && odd
  if (size === 0 || size === Infinity) {
    const result = (size === 0) === y > 0 ? 0 : Infinity
    return negative ? -result : result
  }
  if (x < 0 && y % 1 !== 0) return NaN
  const result = powPositive(size, y)
  return negative ? -result : result
}

function powPositive(x: number, y: number): number {
  if (x === 1) return 1
  const ln = logPair(x, 0, true)
  const product = y * ln
  if (product > 710) return Infinity
  if (product < -746) return 0
  if (product > -1e-18 && product < 1e-18) return 1
  const yHigh = Math.fround(y)
  const yLow = y - yHigh
  const lnHigh = Math.fround(ln)
  const lnLow = ln - lnHigh
  const error = yHigh * lnHigh - product + yHigh * lnLow + yLow * lnHigh + yLow * lnLow
  return expPair(product, error + y * low[0])
}
