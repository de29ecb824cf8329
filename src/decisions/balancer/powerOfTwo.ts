import type { BalancedInstance, BalancerContext } from 'faultline'

/**
 * Looks at two instances (or as many as set) taken at random, and takes the least busy of them: nearly as good as looking at all,
 * and nobody runs to the same instance at once (Mitzenmacher, IEEE TPDS 12(10), 2001).
 */
export default function powerOfTwo({ instances, choices, randomInt }: BalancerContext): number {
  const usable: number[] = []
  for (let i = 0; i < instances.length; i++) if (instances[i].weight > 0) usable.push(i)
  let best = -1
  for (let k = 0; k < Math.min(choices, usable.length); k++) {
    const from = k + randomInt(usable.length - k) // one of those not taken yet
    const chosen = usable[from]
    usable[from] = usable[k]
    if (best < 0 || isLighter(instances[chosen], instances[best])) best = chosen
  }
  return best
}

/** With one more request, compared crosswise so that nothing is rounded. */
function isLighter(a: BalancedInstance, b: BalancedInstance): boolean {
  return (a.outstanding + 1) * b.weight < (b.outstanding + 1) * a.weight
}
