import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crc16, jumpHash, md5, murmur3, utf8, word64 } from '../../src/partitioning'
import { add, multiply, rotateLeft } from '../../src/partitioning/hashes/word64'
import type { Word64 } from '../../src/partitioning/hashes/word64'

const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
const wordOf = (n: bigint) => word64(Number(n >> 32n) | 0, Number(n & 0xffffffffn) | 0)
const bigOf = ([low, high]: Word64) => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)
const token = (bytes: Uint8Array) => BigInt.asIntN(64, bigOf(murmur3(bytes)))
const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))

test('words of 64 bits add, multiply and rotate as integers modulo 2^64 do', () => {
  fc.assert(
    fc.property(u64, u64, fc.integer({ min: 1, max: 63 }), (a, b, by) => {
      fc.pre(by !== 32)
      const of = (change: (x: Word64) => void) => {
        const x = wordOf(a)
        change(x)
        return bigOf(x)
      }
      expect(of((x) => add(x, wordOf(b)))).toBe(BigInt.asUintN(64, a + b))
      expect(of((x) => multiply(x, wordOf(b)))).toBe(BigInt.asUintN(64, a * b))
      expect(of((x) => rotateLeft(x, by))).toBe(BigInt.asUintN(64, (a << BigInt(by)) | (a >> BigInt(64 - by))))
    }),
  )
})

test('UTF-8 and MD5 are those of the platform, for every text and length of the last block', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const bytes = utf8(text)
      expect(Buffer.from(bytes)).toEqual(Buffer.from(new TextEncoder().encode(text)))
      const words = md5(bytes)
      expect(Buffer.from(words.buffer).toString('hex')).toBe(createHash('md5').update(bytes).digest('hex'))
    }),
  )
  expect([...utf8('\ud800')]).toEqual([0xef, 0xbf, 0xbd])
})

describe('murmur3', () => {
  test.each([
    ['70726566697800', -5156414768376541762n],
    ['7072656669780001', 3700033067394128583n],
    ['707265666978000102030405060708090a', -1154133289533387924n],
    ['707265666978000102030405060708090a0b0c0d0e0fc8c9', -5319761130493488577n],
    ['707265666978000102030405060708090a0b0c0d0e0fc8c9ca', -4593148434938707926n],
  ])('Cassandra’s token of 0x%s', (key, expected) => expect(token(hex(key))).toBe(expected))
  test.each([
    ['', 0n],
    ['a', -8839064797231613815n],
    ['test', -6017608668500074083n],
    ['123', -7468325962851647638n],
  ])('of %j', (key, expected) => expect(token(utf8(key))).toBe(expected))
})

test('CRC16 in the variant XMODEM has 0x31c3 as check value', () => {
  expect(crc16(utf8('123456789'))).toBe(0x31c3)
})

describe('jump', () => {
  test('keys 0 to 19 in 100 buckets (Guava)', () => {
    const buckets = Array.from({ length: 20 }, (_, key) => jumpHash(word64(0, key), 100))
    expect(buckets).toEqual([0, 55, 62, 8, 45, 59, 86, 97, 82, 59, 73, 37, 17, 56, 86, 21, 90, 37, 38, 83])
  })
  test.each([
    [10863919174838991n, 11, 6],
    [2016238256797177309n, 11, 3],
    [1n, 1, 0],
    [0xdead10ccn, 1, 0],
  ])('%d in %d buckets is in %d', (key, buckets, expected) => expect(jumpHash(wordOf(key), buckets)).toBe(expected))
  test('leaves its key as it was', () => {
    const key = word64(1, 2)
    jumpHash(key, 10)
    expect([...key]).toEqual([2, 1])
  })
})
