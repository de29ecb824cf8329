/**
 * MurmurHash3 x64_128 with seed 0 (A. Appleby), first half, as Cassandra's Murmur3Partitioner computes it: the bytes of the
 * last, incomplete block are taken as signed, which differs from the original for bytes of 128 and more, and tokens are
 * signed integers of 64 bits.
 */
import type { Word64 } from './word64'
import { add, multiply, rotateLeft, word64, xor } from './word64'

const C1 = word64(0x87c37b91, 0x114253d5)
const C2 = word64(0x4cf5ad43, 0x2745937f)
const FIVE = word64(0, 5)
const N1 = word64(0, 0x52dce729)
const N2 = word64(0, 0x38495ab5)
const F1 = word64(0xff51afd7, 0xed558ccd)
const F2 = word64(0xc4ceb9fe, 0x1a85ec53)

/** Cassandra's token of a key. */
export function murmur3(bytes: Uint8Array): Word64 {
  const h1 = word64(0, 0)
  const h2 = word64(0, 0)
  const whole = bytes.length & ~15
  for (let at = 0; at < whole; at += 16) {
    xor(h1, scrambled(littleEndian(bytes, at), C1, 31, C2))
    rotateLeft(h1, 27)
    add(h1, h2)
    multiply(h1, FIVE)
    add(h1, N1)
    xor(h2, scrambled(littleEndian(bytes, at + 8), C2, 33, C1))
    rotateLeft(h2, 31)
    add(h2, h1)
    multiply(h2, FIVE)
    add(h2, N2)
  }
  xor(h2, scrambled(signedTail(bytes, whole + 8), C2, 33, C1))
  xor(h1, scrambled(signedTail(bytes, whole), C1, 31, C2))
  const length = word64(0, bytes.length)
  xor(h1, length)
  xor(h2, length)
  add(h1, h2)
  add(h2, h1)
  finalize(h1)
  finalize(h2)
  add(h1, h2)
  return h1
}

/** Murmur3's finalizer: a bijection in which every bit of the input changes half of the output. */
export function finalize(x: Word64): void {
  x[0] ^= x[1] >>> 1 // x ^= x >>> 33
  multiply(x, F1)
  x[0] ^= x[1] >>> 1
  multiply(x, F2)
  x[0] ^= x[1] >>> 1
}

function scrambled(k: Word64, first: Word64, by: number, second: Word64): Word64 {
  multiply(k, first)
  rotateLeft(k, by)
  multiply(k, second)
  return k
}
function littleEndian(bytes: Uint8Array, at: number): Word64 {
  const word = (i: number) => bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)
  return word64(word(at + 4), word(at))
}
/** Up to eight bytes from `at`, each extended with its sign and then shifted into place. */
function signedTail(bytes: Uint8Array, at: number): Word64 {
  const k = word64(0, 0)
  for (let i = 0; i < 8 && at + i < bytes.length; i++) {
    const byte = (bytes[at + i] << 24) >> 24
    if (i < 4) {
      k[0] ^= byte << (8 * i)
      k[1] ^= byte >> 31 // the sign fills what lies above
    } else k[1] ^= byte << (8 * (i - 4))
  }
  return k
}
