/**
 * Jump consistent hash (J. Lamping, E. Veach, "A fast, minimal memory, consistent hash algorithm", 2014, figure 1): no table at
 * all, and going from n to n + 1 buckets moves 1/(n + 1) of the keys, all of them to the new bucket.
 */
import type { Word64 } from './word64'
import { multiply, word64 } from './word64'

const MULTIPLIER = word64(0x27bb2ee6, 0x87b0b0fd) // 2862933555777941757
const TWO_TO_31 = 2147483648

/** The bucket, 0 to buckets − 1, of a key of 64 bits. */
export function jumpHash(key: Word64, buckets: number): number {
  const state = key.slice()
  let bucket = 0
  for (let next = 0; next < buckets;) {
    bucket = next
    multiply(state, MULTIPLIER)
    if (++state[0] === 0) state[1]++
    next = Math.floor((bucket + 1) * (TWO_TO_31 / ((state[1] >>> 1) + 1)))
  }
  return bucket
}
