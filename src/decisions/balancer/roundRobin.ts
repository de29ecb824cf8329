import type { BalancerContext } from 'faultline'

/** What each instance has earned. */
interface State {
  credit: number[]
}
export const initial: State = { credit: [] }

/**
 * In turn. Every time each instance earns its weight; the richest is chosen and pays the total, so that turns come evenly
 * spaced: weights 5, 1, 1 give a a b a c a a (nginx's smooth weighted round robin).
 */
export default function roundRobin({ instances }: BalancerContext, { credit }: State): number {
  let total = 0
  let best = -1
  for (let i = 0; i < instances.length; i++) {
    const { weight } = instances[i]
    if (weight <= 0) continue
    total += weight
    credit[i] = (credit[i] ?? 0) + weight
    if (best < 0 || credit[i] > credit[best]) best = i
  }
  if (best >= 0) credit[best] -= total
  return best
}
