/*
 * Constants of kernel/maths, worked out once at load in exact integer arithmetic (BigInt fixed point, 160 fractional bits)
 * and then rounded. Whole-number arithmetic cannot differ between engines, and nothing has to be trusted as typed in.
 * Each irrational constant is kept as a pair: a short high part, whose products with small integers are exact, and the rest.
 */

const FRACTION_BITS = 160n
const ONE = 1n << FRACTION_BITS

/** ln(numerator / denominator) as fixed point, by the series of 2·artanh((n − d) / (n + d)). */
function lnFixed(numerator: bigint, denominator: bigint): bigint {
  const z = ((numerator - denominator) * ONE) / (numerator + denominator)
  const zSquared = (z * z) >> FRACTION_BITS
  let sum = 0n
  let term = z
  for (let n = 1n; term !== 0n && term !== -1n; n += 2n) {
    sum += term / n
    term = (term * zSquared) >> FRACTION_BITS
  }
  return 2n * sum
}

/** exp(x) as fixed point for 0 ≤ x < 1, by Taylor's series. */
function expFixed(x: bigint): bigint {
  let sum = 0n
  let term = ONE
  for (let n = 1n; term !== 0n; n++) {
    sum += term
    term = ((term * x) >> FRACTION_BITS) / n
  }
  return sum
}

function powerOfTwo(exponent: number): number {
  let power = 1
  for (let i = 0; i < exponent; i++) power *= 2
  for (let i = 0; i > exponent; i--) power *= 0.5
  return power
}

/** The multiple of 2^−bits at or below `fixed`, and the rest, both as doubles. */
function split(fixed: bigint, bits: number): [high: number, low: number] {
  const drop = FRACTION_BITS - BigInt(bits)
  const high = fixed >> drop
  return [Number(high) * powerOfTwo(-bits), Number(fixed - (high << drop)) * powerOfTwo(-160)]
}

const LN2 = lnFixed(2n, 1n)
const reciprocal = (fixed: bigint): bigint => (ONE * ONE) / fixed

/** 40 fractional bits: k·LN2_HIGH + a table entry is exact for every exponent k of a double. */
export const [LN2_HIGH, LN2_LOW] = split(LN2, 40)
/** ln 2 / 64 with 42 fractional bits: n·STEP_HIGH is exact for every |n| < 2^17. */
export const [STEP_HIGH, STEP_LOW] = split(LN2 / 64n, 42)
export const STEPS_PER_UNIT = Number(reciprocal(LN2 / 64n) >> 107n) * powerOfTwo(-53)
/** 24 bits high, so that they fit Math.fround's halves. */
export const [LOG2_E_HIGH, LOG2_E_LOW] = split(reciprocal(LN2), 23)
export const [LOG10_E_HIGH, LOG10_E_LOW] = split(reciprocal(lnFixed(10n, 1n)), 25)
export const [LOG10_2_HIGH, LOG10_2_LOW] = split((LN2 * ONE) / lnFixed(10n, 1n), 40)

/** 2^e for −1022 ≤ e ≤ 1023 at index e + 1022. */
export const POWERS_OF_TWO = new Float64Array(2046)
for (let i = 0, power = powerOfTwo(-1022); i < 2046; i++, power *= 2) POWERS_OF_TWO[i] = power

/** 2^(j/64), rounded, and the rest. */
export const ROOT_HIGH = new Float64Array(64)
export const ROOT_LOW = new Float64Array(64)
for (let j = 0; j < 64; j++) {
  const fixed = expFixed((LN2 * BigInt(j)) / 64n)
  ;[ROOT_HIGH[j], ROOT_LOW[j]] = split(fixed, 52)
}

/**
 * The logarithm's cells: the high word of a double, less LOG_ORIGIN, has its exponent in the top bits and its cell in the
 * next seven. 1.0 lies inside cell LOG_UNIT_CELL, whose multiplier is exactly 1, so that ln x keeps its digits near 1.
 */
export const LOG_ORIGIN = 0x3fe69000
export const LOG_UNIT_CELL = (0x3ff00000 - LOG_ORIGIN) >> 13
/** A multiplier of at most 11 bits bringing a mantissa of this cell close to 1, and −ln of it (40 fractional bits, rest). */
export const CELL_MULTIPLIER = new Float64Array(128)
export const CELL_LN_HIGH = new Float64Array(128)
export const CELL_LN_LOW = new Float64Array(128)
for (let cell = 0; cell < 128; cell++) {
  const word = LOG_ORIGIN + (cell << 13) + (1 << 12)
  const middle = (1 + (word & 0xfffff) / 0x100000) * (word >> 20 === 0x3ff ? 1 : 0.5)
  const numerator = cell === LOG_UNIT_CELL ? 1024 : Math.floor(1024 / middle + 0.5)
  CELL_MULTIPLIER[cell] = numerator / 1024
  ;[CELL_LN_HIGH[cell], CELL_LN_LOW[cell]] = split(lnFixed(1024n, BigInt(numerator)), 40)
}
