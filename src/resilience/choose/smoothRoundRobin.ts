/**
 * Smooth weighted round robin (nginx, ngx_http_upstream_round_robin): every turn each instance earns its weight, the richest is
 * chosen and pays the total, so that turns come evenly spaced: weights 5, 1, 1 give a a b a c a a. Equal weights give plain round robin.
 */
export interface RoundRobin {
  credit: number[]
}

export function newRoundRobin(n: number): RoundRobin {
  return { credit: Array<number>(n).fill(0) }
}

/** Index of the next instance; −1: none has a weight. */
export function nextInTurn({ credit }: RoundRobin, weights: ArrayLike<number>): number {
  let total = 0
  let best = -1
  for (let i = 0; i < credit.length; i++) {
    if (weights[i] <= 0) continue
    total += weights[i]
    credit[i] += weights[i]
    if (best < 0 || credit[i] > credit[best]) best = i
  }
  if (best >= 0) credit[best] -= total
  return best
}
