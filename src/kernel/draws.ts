/*
 * Keyed random draws: (seed, entity, purpose, a, b) and a counter give the number, nothing else does. So a draw needs no
 * state in a checkpoint, one retry more shifts nobody else's luck, and two branches differ by the change, not by noise.
 * Counter-based generation after J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC'11); the mixing is
 * our own, of 32-bit multiplications, which is what JavaScript has. The layers' sampling is the ziggurat's (ziggurat.ts).
 */
import { assert } from './assert'
import { exp, log } from './maths'
import {
  EXPONENTIAL_DENSITY,
  EXPONENTIAL_INSIDE,
  EXPONENTIAL_TAIL,
  EXPONENTIAL_WIDTH,
  NORMAL_DENSITY,
  NORMAL_INSIDE,
  NORMAL_TAIL,
  NORMAL_WIDTH,
} from './ziggurat'

const TWO_TO_MINUS_32 = 2.3283064365386963e-10
const TWO_TO_MINUS_52 = 2.220446049250313e-16
const TWO_TO_26 = 67108864
const TWO_TO_20 = 1048576
const GOLDEN = 0x9e3779b9 | 0

/** murmur3's finalizer with the constants that C. Wellons's search found (hash-prospector, 2018). */
function mix32(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
  return word ^ (word >>> 15)
}

/** The draw that a key (its first word moved on by the counter) stands for: 32 bits, as an int32, which no call makes an object of. */
function wordOf(first: number, second: number): number {
  let word = Math.imul(first ^ (first >>> 16) ^ second, 0x21f0aaad)
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
  return word ^ (word >>> 15)
}

export class Draws {
  /** Key (two words), counter, and the seed's four words: typed, for fields are boxed where integers have 31 bits. */
  private readonly state = new Int32Array(7)

  /** `seed`: a safe integer ≥ 0. */
  constructor(seed: number) {
    assert(Number.isSafeInteger(seed) && seed >= 0, 'a seed is a safe integer ≥ 0')
    const state = this.state
    const low = seed | 0
    const high = Math.floor(seed / 4294967296) | 0
    state[3] = mix32(mix32(low + GOLDEN) ^ high)
    state[4] = mix32(mix32(high + Math.imul(GOLDEN, 3)) ^ mix32(low ^ state[3]))
    state[5] = mix32(mix32(low + Math.imul(GOLDEN, 5)) ^ state[4])
    state[6] = mix32(mix32(high + Math.imul(GOLDEN, 7)) ^ state[5])
  }

  /** Sets the key from four int32 words and the counter to zero. What follows depends on them and on the seed only. */
  at(entity: number, purpose: number, a: number, b: number): this {
    this.key(entity, purpose, a, b)
    this.state[2] = 0
    return this
  }
  /** Sets the key; the answer is the first word drawn under it, which need not wait for the key to be read back. */
  private key(entity: number, purpose: number, a: number, b: number): number {
    const state = this.state
    // Two 64-bit bijections side by side, then joined: short chains of dependent multiplications.
    let x = Math.imul(entity ^ state[3], 0x21f0aaad)
    let y = Math.imul(purpose ^ state[4], 0x735a2d97)
    let z = Math.imul(a ^ state[5], 0x2c1b3c6d)
    let w = Math.imul(b ^ state[6], 0x297a2d39)
    y = Math.imul((y ^ (y >>> 16)) + (x ^ (x >>> 15)), 0x85ebca6b)
    w = Math.imul((w ^ (w >>> 15)) + (z ^ (z >>> 16)), 0xc2b2ae35)
    x = Math.imul(x ^ (y >>> 15), 0x27d4eb2f)
    z = Math.imul(z ^ (w >>> 16), 0x165667b1)
    const first = ((x ^ (x >>> 16)) + (z ^ (z >>> 15))) | 0
    const second = ((y ^ (x >>> 13)) + (w ^ (z >>> 14))) | 0
    state[0] = first
    state[1] = second
    return wordOf(first, second)
  }

  /** Uniform integer of 32 bits, 0 to 2^32 − 1. */
  u32(): number {
    return this.next() >>> 0
  }
  private next(): number {
    const state = this.state
    const counter = state[2]
    state[2] = counter + 1
    return wordOf((state[0] + Math.imul(counter, GOLDEN)) | 0, state[1])
  }

  /** Uniform integer in [0, below), below ≤ 2^40. No value is favoured by more than one part in 4096. */
  int(below: number): number {
    return Math.floor((below <= TWO_TO_20 ? this.u32() * TWO_TO_MINUS_32 : this.unit()) * below)
  }

  /** Uniform in (0, 1), the odd multiples of 2^−53: never 0, never 1. */
  unit(): number {
    const high = this.next() >>> 6
    const low = this.next() >>> 6
    return (high * TWO_TO_26 + low + 0.5) * TWO_TO_MINUS_52
  }

  /** Exponential, mean 1. One u32 in 98 draws of 100; steps of about 10^−7. Short, so that it is compiled into its caller. */
  exponential(): number {
    return this.exponentialOf(this.next())
  }
  /** The same number as `at` and then `exponential`, quicker. More may be drawn under that key. */
  exponentialAt(entity: number, purpose: number, a: number, b: number): number {
    const word = this.key(entity, purpose, a, b)
    this.state[2] = 1
    return this.exponentialOf(word)
  }
  private exponentialOf(word: number): number {
    const layer = word & 255
    const size = word >>> 0
    // The factor tells a compiler that either is a number: a result that could be anything would be an object in memory.
    return size < EXPONENTIAL_INSIDE[layer] ? size * EXPONENTIAL_WIDTH[layer] : 1 * this.exponentialEdge(size)
  }
  private exponentialEdge(first: number): number {
    let beyond = 0
    for (let word = first; ; word = this.u32()) {
      const layer = word & 255
      const x = word * EXPONENTIAL_WIDTH[layer]
      if (word < EXPONENTIAL_INSIDE[layer]) return beyond + x
      // The law has no memory: beyond the last layer it starts again.
      if (layer === 0) beyond += EXPONENTIAL_TAIL
      else if (wedge(EXPONENTIAL_DENSITY, layer, this.unit()) < exp(-x)) return beyond + x
    }
  }

  /** Normal, mean 0, standard deviation 1. */
  normal(): number {
    for (;;) {
      const word = this.u32()
      const layer = word & 127
      const size = word >>> 8
      // A factor, for a branch on a random sign would be mispredicted half the time.
      const sign = 1 - ((word >>> 6) & 2)
      const x = size * NORMAL_WIDTH[layer]
      if (size < NORMAL_INSIDE[layer]) return sign * x
      if (layer === 0) return sign * this.normalTail()
      if (wedge(NORMAL_DENSITY, layer, this.unit()) < exp(-0.5 * x * x)) return sign * x
    }
  }

  /** G. Marsaglia, "Generating a variable from the tail of the normal distribution", Technometrics 6(1), 1964. */
  private normalTail(): number {
    for (;;) {
      const x = -log(this.unit()) / NORMAL_TAIL
      if (-2 * log(this.unit()) > x * x) return NORMAL_TAIL + x
    }
  }
}

/** A height chosen between the layer's lower and upper edge. */
function wedge(density: Float64Array, layer: number, unit: number): number {
  return density[layer] + unit * (density[layer - 1] - density[layer])
}
