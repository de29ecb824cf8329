/** Keys, and what schemes compute from them. */
import { murmur3 } from './hashes/murmur3'
import { utf8 } from './hashes/utf8'
import type { Word64 } from './hashes/word64'
import { word64 } from './hashes/word64'

/** A whole number from 0 to 2^53 − 1, or a text. */
export type Key = number | string

export function bytesOf(key: Key): Uint8Array {
  return utf8(String(key))
}
/** A number as it is, a text by its murmur3 hash. */
export function numeric(key: Key): Word64 {
  return typeof key === 'number' ? word64(Math.floor(key / 4294967296), key) : murmur3(bytesOf(key))
}
