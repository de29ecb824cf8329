/*
 * A running 64-bit digest over int32 words: the fingerprint of a run. Words take turns between two pairs of 32-bit lanes, so
 * that a processor works on two at a time. A step is a bijection of its pair for every word, and no two words take a pair to
 * the same state, so one changed word is never unseen. Not cryptographic: it finds differences, not forgers.
 */

const START = [0x6a09e667, 0x3c6ef372, 0x510e527f, 0x1f83d9ab, 0]

export class Digest {
  /** Two pairs of lanes and the number of words so far (mod 2^32). */
  private readonly state = new Int32Array(START)

  /** Adds one word; only its low 32 bits count. */
  word(word: number): void {
    const state = this.state
    const pair = (state[4] & 1) << 1
    const x = Math.imul(state[pair] ^ word, 0x21f0aaad)
    const y = Math.imul(state[pair + 1] + word, 0x735a2d97)
    state[pair] = x ^ (y >>> 15)
    state[pair + 1] = y + ((x << 13) | (x >>> 19))
    state[4]++
  }

  /** Adds words[from] up to, not including, words[to]; the same as so many calls of word(). */
  block(words: Int32Array, from: number, to: number): void {
    if (from >= to) return
    const state = this.state
    if ((state[4] & 1) === 1) this.word(words[from++])
    let a = state[0]
    let b = state[1]
    let c = state[2]
    let d = state[3]
    const even = from + ((to - from) & -2)
    for (let i = from; i < even; i += 2) {
      const first = words[i]
      const second = words[i + 1]
      a = Math.imul(a ^ first, 0x21f0aaad)
      c = Math.imul(c ^ second, 0x21f0aaad)
      b = Math.imul(b + first, 0x735a2d97)
      d = Math.imul(d + second, 0x735a2d97)
      const x = a
      const z = c
      a ^= b >>> 15
      c ^= d >>> 15
      b = (b + ((x << 13) | (x >>> 19))) | 0
      d = (d + ((z << 13) | (z >>> 19))) | 0
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
    state[4] += even - from
    if (even < to) this.word(words[even])
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
