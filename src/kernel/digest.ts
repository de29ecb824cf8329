/*
 * A running 64-bit digest over int32 words: the fingerprint of a run. Two 32-bit lanes, each a bijection of its state for
 * every word and of the word for every state, so that no single word can be changed unseen; a word enters both lanes, at
 * different places, and the lanes exchange at each step. Not cryptographic: it finds differences, not forgers.
 */

const SEED_A = 0x6a09e667
const SEED_B = 0x3c6ef372

export class Digest {
  /** Both lanes and the number of words so far (mod 2^32). */
  private readonly state = new Int32Array([SEED_A, SEED_B, 0])

  /** Adds one word; only its low 32 bits count. */
  word(word: number): void {
    const state = this.state
    const a = Math.imul(state[0] ^ word, 0x21f0aaad)
    const b = Math.imul(state[1] + word, 0x735a2d97)
    state[0] = a ^ (b >>> 15)
    state[1] = b + ((a << 13) | (a >>> 19))
    state[2]++
  }

  /** Adds words[from] up to, not including, words[to]; the same as so many calls of word(). */
  block(words: Int32Array, from: number, to: number): void {
    const state = this.state
    let a = state[0]
    let b = state[1]
    for (let i = from; i < to; i++) {
      const word = words[i]
      const x = Math.imul(a ^ word, 0x21f0aaad)
      const y = Math.imul(b + word, 0x735a2d97)
      a = x ^ (y >>> 15)
      b = (y + ((x << 13) | (x >>> 19))) | 0
    }
    state[0] = a
    state[1] = b
    state[2] += to - from
  }

  /** The digest so far, 16 hexadecimal digits; more words may follow. */
  hex(): string {
    let a = this.state[0] ^ Math.imul(this.state[2], 0x9e3779b1)
    let b = this.state[1]
    for (let round = 0; round < 3; round++) {
      a = Math.imul(a ^ (a >>> 16) ^ b, 0x21f0aaad)
      b = Math.imul(b ^ (b >>> 15) ^ (a >>> 13), 0x735a2d97)
    }
    a ^= b >>> 16
    return hex32(a) + hex32(b)
  }

  clone(): Digest {
    return Digest.load(this.save())
  }

  /** The state as three int32 words. */
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
