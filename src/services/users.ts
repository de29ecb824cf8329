/**
 * Who comes: a few of many users are active, and popularity among them falls off as a power of their rank (Zipf). Active users
 * are scattered over the whole key space, so that popular ones do not share a shard by their number.
 */
import { pow } from '../kernel/maths'

export class UserPicker {
  /** By rank: the share of arrivals of this rank and the more popular ones, and the user. */
  private readonly cumulated: Float64Array
  private readonly userOf: Int32Array
  /** By equal parts of (0, 1), one a rank: the rank that the part begins in, so that a draw looks at one or two ranks. */
  private readonly rankFrom: Int32Array

  /** `users`: keys 0..users−1; `active` of them ever come; `zipf`: exponent ≥ 0. */
  constructor(users: number, active: number, zipf: number) {
    const ranks = Math.min(active, users)
    this.cumulated = new Float64Array(ranks)
    let sum = 0
    for (let rank = 0; rank < ranks; rank++) {
      sum += zipf === 0 ? 1 : pow(rank + 1, -zipf)
      this.cumulated[rank] = sum
    }
    for (let rank = 0; rank < ranks; rank++) this.cumulated[rank] /= sum
    const stepping = STEPS.find((s) => s % users !== 0 && gcd(s, users) === 1) ?? 1
    this.userOf = Int32Array.from({ length: ranks }, (_, rank) => (rank * stepping) % users)
    this.rankFrom = new Int32Array(ranks)
    for (let part = 0, rank = 0; part < ranks; part++) {
      while (this.cumulated[rank] * ranks < part) rank++
      this.rankFrom[part] = rank
    }
  }

  /** The user at a uniform draw in (0, 1). */
  pick(unit: number): number {
    const { cumulated, rankFrom } = this
    let rank = rankFrom[Math.floor(unit * rankFrom.length)]
    while (rank > 0 && cumulated[rank - 1] >= unit) rank-- // rounding put the part's beginning beyond the draw
    while (cumulated[rank] < unit) rank++
    return this.userOf[rank]
  }
}

/** Large primes: one of them has no factor in common with the number of users. */
const STEPS = [15485863, 7919, 104729, 1299709]
function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
