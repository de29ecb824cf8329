/**
 * Who comes: a few of many users are active, and popularity among them falls off as a power of their rank (Zipf). Active users
 * are scattered over the whole key space, so that popular ones do not share a shard by their number.
 */
import { pow } from '../kernel/maths'

export class UserPicker {
  private readonly cumulated: Float64Array
  private readonly stepping: number

  /** `users`: keys 0..users−1; `active` of them ever come; `zipf`: exponent ≥ 0. */
  constructor(
    private readonly users: number,
    active: number,
    zipf: number,
  ) {
    this.cumulated = new Float64Array(Math.min(active, users))
    let sum = 0
    for (let rank = 0; rank < this.cumulated.length; rank++) {
      sum += zipf === 0 ? 1 : pow(rank + 1, -zipf)
      this.cumulated[rank] = sum
    }
    for (let rank = 0; rank < this.cumulated.length; rank++) this.cumulated[rank] /= sum
    this.stepping = STEPS.find((s) => s % users !== 0 && gcd(s, users) === 1) ?? 1
  }

  /** The user at a uniform draw in (0, 1). */
  pick(unit: number): number {
    let low = 0
    let high = this.cumulated.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.cumulated[middle] < unit) low = middle + 1
      else high = middle
    }
    return (low * this.stepping) % this.users
  }
}

/** Large primes: one of them has no factor in common with the number of users. */
const STEPS = [15485863, 7919, 104729, 1299709]
function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
