/**
 * The less busy of a few (Mitzenmacher, IEEE TPDS 12(10), 2001): what decisions/balancer/powerOfTwo answers, for so many servers
 * that no context could be made for each choice. Over plain loads, without weights.
 */
import type { Draws } from '../../kernel'

/** Index of the least loaded of `d` different ones of `usable`, which it reorders; ties to the first drawn; −1: none is usable. */
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
