import { describe, expect, it } from 'vitest'
import { Digest, Draws, digestText } from '../../src/kernel'

const draws = new Draws(8)
const WORDS = Int32Array.from({ length: 301 }, (_, i) => draws.at(0, 0, i, 0).u32())

function digestOf(words: ArrayLike<number>): string {
  const digest = new Digest()
  for (let i = 0; i < words.length; i++) digest.word(words[i])
  return digest.hex()
}

describe('a digest', () => {
  it('has pinned values: a change of any is a new version of the engine', () => {
    expect(new Digest().hex()).toBe('9901c0164cda2fe3')
    expect(digestOf([0])).toBe('2681e045e82d691d')
    expect(digestOf([0, ...Array.from({ length: 1000 }, (_, i) => i * i * i)])).toBe('688139d530e32c23')
    expect(digestText('faultline')).toBe('50330b82bdc42b76')
  })

  it('is the same by words, by blocks, and split anywhere', () => {
    const whole = digestOf(WORDS)
    for (let cut = 0; cut <= WORDS.length; cut++) {
      const digest = new Digest()
      digest.block(WORDS, 0, cut)
      digest.block(WORDS, cut, cut)
      digest.block(WORDS, cut, WORDS.length)
      expect(digest.hex()).toBe(whole)
    }
    const mixed = new Digest()
    for (let i = 0; i < WORDS.length;) {
      const to = Math.min(WORDS.length, i + (i % 7))
      mixed.block(WORDS, i, to)
      if (to < WORDS.length) mixed.word(WORDS[to])
      i = to + 1
    }
    expect(mixed.hex()).toBe(whole)
  })

  it('adds nothing for an empty or reversed range', () => {
    const digest = new Digest()
    digest.block(WORDS, 5, 5)
    digest.block(WORDS, 6, 5)
    expect(digest.hex()).toBe(new Digest().hex())
  })

  it('counts the low 32 bits of a word, whatever its sign', () => {
    expect(digestOf([-1])).toBe(digestOf([0xffffffff]))
  })

  it('changes with every bit of every word, by half its own bits', () => {
    for (const length of [1, 2, 5, 40]) {
      const before = BigInt(`0x${digestOf(WORDS.subarray(0, length))}`)
      for (let i = 0; i < length; i++) {
        let total = 0
        for (let bit = 0; bit < 32; bit++) {
          const words = WORDS.slice(0, length)
          words[i] ^= 1 << bit
          let changed = before ^ BigInt(`0x${digestOf(words)}`)
          for (; changed !== 0n; changed >>= 1n) total += Number(changed & 1n)
        }
        // 32 × 64 fair coins: 1024 ± 23.
        expect(Math.abs(total - 1024)).toBeLessThan(5 * 23)
      }
    }
  })

  it('changes with a swap of any two words and with a zero put anywhere', () => {
    const short = Array.from(WORDS.subarray(0, 24))
    const seen = new Set([digestOf(short)])
    let made = 1
    for (let i = 0; i < short.length; i++) {
      for (let j = i + 1; j < short.length; j++) {
        const words = [...short]
        ;[words[i], words[j]] = [words[j], words[i]]
        seen.add(digestOf(words))
        made++
      }
      seen.add(digestOf([...short.slice(0, i), 0, ...short.slice(i)]))
      made++
    }
    expect(seen.size).toBe(made)
  })

  it('tells runs of zeros by their length, and small words apart', () => {
    const seen = new Set<string>()
    for (let length = 0; length < 2000; length++) seen.add(digestOf(new Int32Array(length)))
    for (let a = 0; a < 100; a++)
      for (let b = 0; b < 100; b++) for (let c = 1; c < 10; c++) seen.add(digestOf([a, b, c]))
    expect(seen.size).toBe(2000 + 90_000)
  })

  it('sees changes of two or three bits that lie near each other', () => {
    const length = 8
    const base = digestOf(new Int32Array(length))
    const seen = new Set<string>([base])
    let made = 1
    const words = new Int32Array(length)
    for (let first = 0; first < 32 * length; first++) {
      for (let second = first; second < 32 * length; second++) {
        words.fill(0)
        words[first >> 5] ^= 1 << (first & 31)
        if (second !== first) words[second >> 5] ^= 1 << (second & 31)
        seen.add(digestOf(words))
        made++
      }
    }
    expect(seen.size).toBe(made)
  })

  it('goes on from a clone or from saved data', () => {
    const digest = new Digest()
    digest.block(WORDS, 0, 7)
    const clone = digest.clone()
    const loaded = Digest.load(digest.save())
    digest.block(WORDS, 7, 20)
    expect(clone.hex()).not.toBe(digest.hex())
    clone.block(WORDS, 7, 20)
    loaded.block(WORDS, 7, 20)
    expect([clone.hex(), loaded.hex()]).toEqual([digest.hex(), digest.hex()])
  })

  it('digests texts by their code units', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', 'a\0', '\0a', 'ß', 'é', 'e\u0301']
    expect(new Set(texts.map(digestText)).size).toBe(texts.length)
    expect(digestText('faultline')).toMatch(/^[0-9a-f]{16}$/)
  })
})
