/**
 * Who comes: a few of many users are active, and popularity among them falls off as a power of their rank (Zipf). Active users
 * are scattered over the whole key space, so that popular ones do not share a shard by their number.
 */
import { pow } from '../kernel/maths'

/** `atUs`: the moment of coming. */
export interface Picker {
  pick(unit: number, atUs: number): number
}

export class UserPicker implements Picker {
  /** By rank: the share of arrivals of this rank and the more popular ones. Empty where all are equally popular. */
  private readonly cumulated: Float64Array
  /** By equal parts of (0, 1), one a rank: the rank that the part begins in, so that a draw looks at one or two ranks. */
  private readonly rankFrom: Int32Array
  private readonly ranks: number
  private readonly stepping: number

  /** `users`: keys 0..users−1; `active` of them ever come; `zipf`: exponent ≥ 0. */
  constructor(
    private readonly users: number,
    active: number,
    zipf: number,
  ) {
    this.ranks = Math.min(active, users)
    this.cumulated = zipf === 0 ? new Float64Array(0) : cumulatedOf(this.ranks, zipf)
    this.rankFrom = new Int32Array(this.cumulated.length)
    for (let part = 0, rank = 0; part < this.rankFrom.length; part++) {
      while (this.cumulated[rank] * this.ranks < part) rank++
      this.rankFrom[part] = rank
    }
    this.stepping = STEPS.find((s) => s % users !== 0 && gcd(s, users) === 1) ?? 1
  }

  /** The user at a uniform draw in (0, 1). */
  pick(unit: number): number {
    const ahead = (this.cumulated.length === 0 ? this.evenRank(unit) : this.rank(unit)) * this.stepping
    const user = ahead - Math.floor(ahead / this.users) * this.users // no remainder of doubles: that is a call
    return user < 0 ? user + this.users : user
  }

  private evenRank(unit: number): number {
    const { ranks } = this
    const rank = Math.floor(unit * ranks)
    if (rank > 0 && rank / ranks >= unit) return rank - 1 // rounded up
    return rank
  }
  private rank(unit: number): number {
    const { cumulated, rankFrom } = this
    let rank = rankFrom[Math.floor(unit * rankFrom.length)]
    while (rank > 0 && cumulated[rank - 1] >= unit) rank-- // rounding put the part's beginning beyond the draw
    while (cumulated[rank] < unit) rank++
    return rank
  }
}

function cumulatedOf(ranks: number, zipf: number): Float64Array {
  const cumulated = new Float64Array(ranks)
  let sum = 0
  for (let rank = 0; rank < ranks; rank++) {
    sum += pow(rank + 1, -zipf)
    cumulated[rank] = sum
  }
  for (let rank = 0; rank < ranks; rank++) cumulated[rank] /= sum
  return cumulated
}

/** Large primes: one of them has no factor in common with the number of users. */
const STEPS = [15485863, 7919, 104729, 1299709]
function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
