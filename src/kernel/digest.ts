/*
 * A running 64-bit digest over int32 words: the fingerprint of a run. Words take turns between four lanes of 32 bits, so that
 * a processor works on several at a time. A word is multiplied into its own lane and added to the one before: a changed word
 * changes both, and later words are bijections of each. Not cryptographic: it finds differences, not forgers.
 */

const START = [0x6a09e667, 0x3c6ef372, 0x510e527f, 0x1f83d9ab, 0]
/** Of each lane: odd, and rotations that differ, so that no word undoes in two lanes what an earlier one did. */
const FACTORS = [0x21f0aaad, 0x735a2d97, 0x2c1b3c6d, 0x297a2d39]
const ROTATIONS = [13, 15, 17, 11]

export class Digest {
  /** Four lanes and the number of words so far (mod 2^32). */
  private readonly state = new Int32Array(START)

  /** Adds one word; only its low 32 bits count. */
  word(word: number): void {
    const state = this.state
    const lane = state[4]++ & 3
    const product = Math.imul(state[lane] ^ word, FACTORS[lane])
    const by = ROTATIONS[lane]
    state[lane] = (product << by) | (product >>> (32 - by))
    state[(lane + 3) & 3] += word
  }

  /** Adds words[from] up to, not including, words[to]; the same as so many calls of word(). */
  block(words: Int32Array, from: number, to: number): void {
    let at = from
    while (at < to && (this.state[4] & 3) !== 0) this.word(words[at++])
    const rounds = Math.max(to - at, 0) >> 2
    this.rounds(words, at, rounds)
    for (at += rounds << 2; at < to; at++) this.word(words[at])
  }

  /** Four words at a time, each in its own lane. */
  private rounds(words: Int32Array, from: number, count: number): void {
    const state = this.state
    let a = state[0]
    let b = state[1]
    let c = state[2]
    let d = state[3]
    for (let round = 0; round < count; round++) {
      const at = (from + (round << 2)) & 0x7ffffff // so that no index after it overflows
      const first = words[at]
      const second = words[at + 1]
      const third = words[at + 2]
      const fourth = words[at + 3]
      a = Math.imul(a ^ first, 0x21f0aaad)
      b = Math.imul(b ^ second, 0x735a2d97)
      c = Math.imul(c ^ third, 0x2c1b3c6d)
      d = Math.imul((d + first) ^ fourth, 0x297a2d39)
      a = (((a << 13) | (a >>> 19)) + second) | 0
      b = (((b << 15) | (b >>> 17)) + third) | 0
      c = (((c << 17) | (c >>> 15)) + fourth) | 0
      d = (d << 11) | (d >>> 21)
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
    state[4] += count << 2
  }

  /** The digest so far, 16 hexadecimal digits; more words may follow. */
  hex(): string {
    const [first, second, third, fourth, count] = this.state
    let a = first ^ Math.imul(count, 0x9e3779b1)
    let b = second
    for (const [word, other] of [
      [third, fourth],
      [fourth, third],
      [0, 0],
    ]) {
      a = Math.imul(a ^ (a >>> 16) ^ b, 0x21f0aaad) + word
      b = Math.imul(b ^ (b >>> 15) ^ (a >>> 13), 0x735a2d97) + other
    }
    a ^= b >>> 16
    return hex32(a) + hex32(b)
  }

  clone(): Digest {
    return Digest.load(this.save())
  }

  /** The state as five int32 words. */
  save(): Int32Array {
    return this.state.slice()
  }

  static load(saved: Int32Array): Digest {
    const digest = new Digest()
    digest.state.set(saved)
    return digest
  }
}

function hex32(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}

/** Digest of a text's UTF-16 code units. */
export function digestText(text: string): string {
  const digest = new Digest()
  for (let i = 0; i < text.length; i++) digest.word(text.charCodeAt(i))
  return digest.hex()
}
