/**
 * Which of n instances gets a request. Pure: the balancer brings the draws (keyed by the request, so that one retry more turns
 * nobody else's way) and what it knows of each instance. `loads`: requests outstanding; `weights`: 0 for an instance that must
 * get none. All answer an index, or −1 where no instance may be chosen.
 */
import type { Draws } from '../../kernel'

/**
 * The least loaded for its weight of `d` different instances taken at random (Mitzenmacher, IEEE TPDS 12(10), 2001); ties to the
 * first drawn.
 */
export function leastOfChoices(loads: ArrayLike<number>, weights: ArrayLike<number>, d: number, draws: Draws): number {
  const usable = indicesOf(weights)
  let best = -1
  for (let k = 0; k < Math.min(d, usable.length); k++) {
    const chosen = takeOne(usable, k, draws)
    if (best < 0 || isLighter(loads, weights, chosen, best)) best = chosen
  }
  return best
}

/** The same without weights over a list of usable instances, which it reorders: for callers that keep theirs. */
export function leastOf(loads: ArrayLike<number>, usable: Int32Array, d: number, draws: Draws): number {
  let best = -1
  for (let k = 0; k < Math.min(d, usable.length); k++) {
    const chosen = takeOne(usable, k, draws)
    if (best < 0 || loads[chosen] < loads[best]) best = chosen
  }
  return best
}
/** Step k of a Fisher-Yates shuffle: one of those not taken yet. */
function takeOne(usable: Int32Array, k: number, draws: Draws): number {
  const from = k + draws.int(usable.length - k)
  const chosen = usable[from]
  usable[from] = usable[k]
  usable[k] = chosen
  return chosen
}

/** The least loaded of all; ties by a draw. With weights, the least loaded for its weight. */
export function leastOutstanding(loads: ArrayLike<number>, weights: ArrayLike<number>, draws: Draws): number {
  const usable = indicesOf(weights)
  if (usable.length === 0) return -1
  const first = draws.int(usable.length)
  let best = usable[first]
  for (let k = 1; k < usable.length; k++) {
    const at = usable[(first + k) % usable.length]
    if (isLighter(loads, weights, at, best)) best = at
  }
  return best
}
/**
 * Whether with one more request `a` is less busy for its weight than `b`: an idle instance with a small weight is not chosen
 * every time (Envoy's least request). Compared crosswise, without a division that would round.
 */
function isLighter(loads: ArrayLike<number>, weights: ArrayLike<number>, a: number, b: number): boolean {
  return (loads[a] + 1) * weights[b] < (loads[b] + 1) * weights[a]
}

/** At random in proportion to the weights. */
export function weightedRandom(weights: ArrayLike<number>, draws: Draws): number {
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i]
  let left = draws.unit() * total
  let last = -1
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] <= 0) continue
    last = i
    left -= weights[i]
    if (left < 0) return i
  }
  return last
}

function indicesOf(weights: ArrayLike<number>): Int32Array {
  const usable: number[] = []
  for (let i = 0; i < weights.length; i++) if (weights[i] > 0) usable.push(i)
  return Int32Array.from(usable)
}
