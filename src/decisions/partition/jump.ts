import type { PartitionContext } from 'faultline'

/** 2862933555777941757, in halves. */
const HIGH = 0x27bb2ee6
const LOW = 0x87b0b0fd

/**
 * Jump consistent hash (Lamping and Veach 2014): no table, and from n to n + 1 shards only those keys change that go to the new one.
 * Its generator has 64 bits, of which bitwise operators have half.
 */
export default function jump({ key, shards }: PartitionContext): number {
  let high = Math.floor(key / 4294967296)
  let low = key % 4294967296
  let shard = 0
  for (let next = 0; next < shards.length;) {
    shard = next
    high = upperHalf(low, LOW) + Math.imul(high, LOW) + Math.imul(low, HIGH)
    low = (Math.imul(low, LOW) + 1) >>> 0
    if (low === 0) high++
    next = Math.floor((shard + 1) * (2147483648 / ((high >>> 1) + 1)))
  }
  return shard
}
/** The upper 32 bits of a product, from products of halves, which numbers hold exactly. */
function upperHalf(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16]
  const middle = a1 * b0 + a0 * b1 + Math.floor((a0 * b0) / 65536)
  return a1 * b1 + Math.floor(middle / 65536)
}
