import { describe, expect, it } from 'vitest'
import { Draws, normalCdf } from '../../src/kernel'
import { chiSquareSigmas, correlationSigmas, kolmogorovSmirnov, meanOf } from './statistics'

type Key = [entity: number, purpose: number, a: number, b: number]
const SEEDS = [0, 1, 2, 42, 2 ** 32, 2 ** 53 - 1]

/** The i-th key of a family that runs through one or two of the words. */
const FAMILIES: Record<string, (i: number) => Key> = {
  entity: (i) => [i, 3, 7, 1],
  purpose: (i) => [5, i, 7, 1],
  a: (i) => [5, 3, i, 1],
  b: (i) => [5, 3, 7, i],
  'entity and a, small': (i) => [i & 15, 3, i >> 4, 0],
  'a and b, small': (i) => [5, 3, i >> 3, i & 7],
  'purpose and b, small': (i) => [0, i & 31, 0, i >> 5],
  'all together': (i) => [i, i, i, i],
  'high bits of a': (i) => [5, 3, i << 12, 1],
  negative: (i) => [-1, -2, -i, -i],
}

describe('a draw', () => {
  it('depends on seed, key and counter only', () => {
    const one = new Draws(7)
    const other = new Draws(7)
    const first = [one.at(1, 2, 3, 4).u32(), one.u32(), one.u32()]
    other.at(9, 9, 9, 9).normal()
    other.at(1, 2, 3, 4)
    expect([other.u32(), other.u32(), other.u32()]).toEqual(first)
  })

  it('has pinned values: a change of any is a new version of the engine', () => {
    const d = new Draws(20260101)
    expect([d.at(0, 0, 0, 0).u32(), d.u32(), d.u32()]).toEqual(GOLDEN.zero)
    expect([d.at(1, 2, 3, 4).u32(), d.u32(), d.u32()]).toEqual(GOLDEN.small)
    expect([d.at(-1, -2147483648, 2147483647, 12345).u32(), d.u32()]).toEqual(GOLDEN.wide)
    expect([d.at(1, 2, 3, 4).unit(), d.at(1, 2, 3, 4).int(1000), d.at(1, 2, 3, 4).int(1e9)]).toEqual(GOLDEN.derived)
    expect([new Draws(0).at(1, 2, 3, 4).u32(), new Draws(2 ** 53 - 1).at(1, 2, 3, 4).u32()]).toEqual(GOLDEN.seeds)
    const sums = [0, 0]
    for (let i = 0; i < 100_000; i++) {
      sums[0] += d.at(1, 1, i, 0).exponential()
      sums[1] += d.at(1, 2, i, 0).normal()
    }
    expect(sums).toEqual(GOLDEN.sums)
  })

  it('keeps unit() strictly between 0 and 1, and int() below its bound', () => {
    const d = new Draws(1)
    let outside = 0
    for (let i = 0; i < 100_000; i++) {
      const unit = d.at(0, 0, i, 0).unit()
      if (!(unit > 0 && unit < 1)) outside++
    }
    for (const below of [1, 2, 3, 1000, 2 ** 20, 2 ** 20 + 1, 2 ** 33, 2 ** 40]) {
      for (let i = 0; i < 2000; i++) {
        const value = d.at(1, 0, i, 0).int(below)
        if (!(Number.isInteger(value) && value >= 0 && value < below)) outside++
      }
    }
    expect(outside).toBe(0)
  })

  it('refuses a seed that is no safe integer', () => {
    for (const seed of [-1, 0.5, 2 ** 53, NaN]) expect(() => new Draws(seed)).toThrow('seed')
  })
})

describe.each(SEEDS)('uniformity over keys in sequence, seed %d', (seed) => {
  it.each(Object.keys(FAMILIES))('%s', (name) => {
    const d = new Draws(seed)
    const [top, bottom, middle, second] = [0, 0, 0, 0].map(() => new Uint32Array(256))
    const n = 1 << 16
    for (let i = 0; i < n; i++) {
      const word = d.at(...FAMILIES[name](i)).u32()
      top[word >>> 24]++
      bottom[word & 255]++
      middle[(word >>> 12) & 255]++
      second[d.u32() >>> 24]++
    }
    for (const counts of [top, bottom, middle, second]) expect(Math.abs(chiSquareSigmas(counts))).toBeLessThan(4.5)
  })

  it('gives neighbouring pairs that fill the square', () => {
    const d = new Draws(seed)
    for (const family of Object.values(FAMILIES)) {
      const cells = new Uint32Array(1024)
      for (let i = 0; i < 1 << 16; i++) {
        const left = d.at(...family(i)).u32() >>> 27
        cells[(left << 5) | (d.at(...family(i + 1)).u32() >>> 27)]++
      }
      expect(Math.abs(chiSquareSigmas(cells))).toBeLessThan(4.5)
    }
  })
})

describe('avalanche', () => {
  /** For each output bit, how often it changes when the input bit is flipped; every one should be near half. */
  function worstBias(pair: (i: number) => [number, number], samples: number): number {
    const flips = new Uint32Array(32)
    for (let i = 0; i < samples; i++) {
      const [before, after] = pair(i)
      for (let bit = 0, changed = before ^ after; bit < 32; bit++) flips[bit] += (changed >>> bit) & 1
    }
    return flips.reduce((worst, count) => Math.max(worst, Math.abs(count / samples - 0.5)), 0)
  }
  // 128 input bits × 32 output bits: 5 sigma of a fair coin over 4,000 samples is 0.04.
  const samples = 4000

  it.each(['first', 'second'])('each bit of each key word moves half the bits of the %s draw', (which) => {
    const d = new Draws(99)
    const read = (key: Key): number => {
      d.at(...key)
      if (which === 'second') d.u32()
      return d.u32()
    }
    for (let word = 0; word < 4; word++) {
      for (let bit = 0; bit < 32; bit++) {
        const bias = worstBias((i) => {
          const key: Key = [i & 7, i & 3, i, i % 5]
          const before = read(key)
          key[word] ^= 1 << bit
          return [before, read(key)]
        }, samples)
        expect(bias, `word ${word}, bit ${bit}`).toBeLessThan(0.042)
      }
    }
  })

  it('each bit of the seed', () => {
    for (let bit = 0; bit < 53; bit++) {
      const bias = worstBias((i) => {
        const flipped = Number(BigInt(i) ^ (1n << BigInt(bit)))
        return [new Draws(i).at(1, 2, 3, 4).u32(), new Draws(flipped).at(1, 2, 3, 4).u32()]
      }, samples)
      expect(bias, `bit ${bit}`).toBeLessThan(0.042)
    }
  })
})

describe('independence', () => {
  const n = 1 << 17
  const read = (d: Draws, key: Key, skip = 0): number => {
    d.at(...key)
    for (let i = 0; i < skip; i++) d.u32()
    return d.u32()
  }
  const PAIRS: Record<string, (d: Draws, i: number) => [number, number]> = {
    '(a, b) and (b, a)': (d, i) => [read(d, [5, 3, i, i >> 5]), read(d, [5, 3, i >> 5, i])],
    '(entity, purpose) and (purpose, entity)': (d, i) => [read(d, [i, 3, 1, 1]), read(d, [3, i, 1, 1])],
    'one purpose and the next': (d, i) => [read(d, [5, 3, i, 0]), read(d, [5, 4, i, 0])],
    'one attempt and the next': (d, i) => [read(d, [5, 3, i, 0]), read(d, [5, 3, i, 1])],
    'one counter and the next': (d, i) => [read(d, [5, 3, i, 0]), read(d, [5, 3, i, 0], 1)],
    'second draw and the next key': (d, i) => [read(d, [5, 3, i, 0], 1), read(d, [5, 3, i + 1, 0])],
    'one seed and the next': (_, i) => [read(SEED_A, [5, 3, i, 0]), read(SEED_B, [5, 3, i, 0])],
  }
  const SEED_A = new Draws(1000)
  const SEED_B = new Draws(1001)

  it.each(Object.keys(PAIRS))('%s', (name) => {
    const d = new Draws(4711)
    const left = new Float64Array(n)
    const right = new Float64Array(n)
    const distances = new Uint32Array(33)
    for (let i = 0; i < n; i++) {
      const [x, y] = PAIRS[name](d, i)
      left[i] = x
      right[i] = y
      for (let bits = x ^ y, bit = 0; bit < 32; bit++) distances[bit] += (bits >>> bit) & 1
    }
    expect(Math.abs(correlationSigmas(left, right))).toBeLessThan(4.5)
    for (let bit = 0; bit < 32; bit++) expect(Math.abs(distances[bit] - n / 2) / Math.sqrt(n / 4)).toBeLessThan(5)
  })

  it('a million small keys repeat a 32-bit value as often as chance does', () => {
    const d = new Draws(5)
    const values = new Uint32Array(1 << 20)
    for (let i = 0; i < values.length; i++) values[i] = d.at(i & 63, (i >> 6) & 7, (i >> 9) & 511, i >> 18).u32()
    values.sort()
    let repeats = 0
    for (let i = 1; i < values.length; i++) if (values[i] === values[i - 1]) repeats++
    // Expected n²/2^33 = 128, standard deviation 11.3.
    expect(Math.abs(repeats - 128)).toBeLessThan(50)
  })

  it('no two of a million small keys share their first two draws', () => {
    const d = new Draws(5)
    const seen = new Float64Array(1 << 20)
    for (let i = 0; i < seen.length; i++) {
      const first = d.at(i & 63, (i >> 6) & 7, (i >> 9) & 511, i >> 18).u32()
      seen[i] = first * 2 ** 21 + (d.u32() >>> 11)
    }
    seen.sort()
    expect(seen.findIndex((value, i) => i > 0 && value === seen[i - 1])).toBe(-1)
  })
})

describe('laws over keys in sequence', () => {
  const n = 400_000
  const sample = (draw: (d: Draws) => number): Float64Array => {
    const d = new Draws(31337)
    return Float64Array.from({ length: n }, (_, i) => draw(d.at(2, 3, i, 0)))
  }

  it('exponential: mean 1, variance 1, its distribution function, its tail', () => {
    const xs = sample((d) => d.exponential())
    expect(Math.abs(meanOf(xs) - 1)).toBeLessThan(4.5 / Math.sqrt(n))
    // Var of x² is 20.
    expect(Math.abs(meanOf(xs.map((x) => x * x)) - 2)).toBeLessThan(4.5 * Math.sqrt(20 / n))
    expect(kolmogorovSmirnov(xs, (x) => -Math.expm1(-x))).toBeLessThan(2)
    const beyond = xs.filter((x) => x > 7.7).length
    expect(Math.abs(beyond - n * Math.exp(-7.7)) / Math.sqrt(n * Math.exp(-7.7))).toBeLessThan(4.5)
    expect(xs.every((x) => x >= 0)).toBe(true)
  })

  it('normal: mean 0, variance 1, fourth moment 3, its distribution function, its tail', () => {
    const xs = sample((d) => d.normal())
    expect(Math.abs(meanOf(xs))).toBeLessThan(4.5 / Math.sqrt(n))
    expect(Math.abs(meanOf(xs.map((x) => x * x)) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n))
    expect(Math.abs(meanOf(xs.map((x) => x ** 3)))).toBeLessThan(4.5 * Math.sqrt(15 / n))
    expect(Math.abs(meanOf(xs.map((x) => x ** 4)) - 3)).toBeLessThan(4.5 * Math.sqrt(96 / n))
    expect(kolmogorovSmirnov(xs, normalCdf)).toBeLessThan(2)
    const rare = 2 * normalCdf(-3.4426)
    const beyond = xs.filter((x) => Math.abs(x) > 3.4426).length
    expect(Math.abs(beyond - n * rare) / Math.sqrt(n * rare)).toBeLessThan(4.5)
  })
})

const GOLDEN = {
  zero: [1987394393, 1236261032, 3131855674],
  small: [3387192831, 1245614006, 4103928859],
  wide: [3639952078, 3074250972],
  derived: [0.7886422766747639, 788, 788642276],
  seeds: [2645533705, 624045957],
  sums: [99570.56153061376, 311.6388984514155],
}
