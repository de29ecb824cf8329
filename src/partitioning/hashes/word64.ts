/**
 * Unsigned integers of 64 bits as pairs of int32, [low, high], changed in place: JavaScript has no fast ones (BigInt allocates
 * at every step). All arithmetic is modulo 2^64.
 */
export type Word64 = Int32Array

export function word64(high: number, low: number): Word64 {
  return Int32Array.of(low, high)
}

export function xor(x: Word64, y: Word64): void {
  x[0] ^= y[0]
  x[1] ^= y[1]
}
export function add(x: Word64, y: Word64): void {
  const low = (x[0] >>> 0) + (y[0] >>> 0)
  x[1] = x[1] + y[1] + (low > 0xffffffff ? 1 : 0)
  x[0] = low
}
/** `by`: 1 to 63, not 32. */
export function rotateLeft(x: Word64, by: number): void {
  const [low, high] = by < 32 ? [x[0], x[1]] : [x[1], x[0]]
  const shift = by & 31
  x[0] = (low << shift) | (high >>> (32 - shift))
  x[1] = (high << shift) | (low >>> (32 - shift))
}
export function multiply(x: Word64, y: Word64): void {
  const low = x[0]
  x[1] = highOfProduct(low, y[0]) + Math.imul(x[1], y[0]) + Math.imul(low, y[1])
  x[0] = Math.imul(low, y[0])
}
/** The upper 32 bits of a product of two uint32, from products of halves, which doubles hold exactly. */
function highOfProduct(a: number, b: number): number {
  const a0 = a & 0xffff
  const a1 = a >>> 16
  const b0 = b & 0xffff
  const b1 = b >>> 16
  const middle = a1 * b0 + a0 * b1 + Math.floor((a0 * b0) / 65536)
  return a1 * b1 + Math.floor(middle / 65536)
}
