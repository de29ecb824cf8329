import type { BalancedInstance, BalancerContext } from 'faultline'

/**
 * Looks at two instances taken at random, and takes the less busy one: nearly as good as looking at all of them, and nobody
 * runs to the same instance at once (Mitzenmacher, IEEE TPDS 12(10), 2001).
 */
export default function powerOfTwo({ instances, randomInt }: BalancerContext): number {
  const usable: number[] = []
  for (let i = 0; i < instances.length; i++) if (instances[i].weight > 0) usable.push(i)
  if (usable.length === 0) return -1
  const a = randomInt(usable.length)
  if (usable.length === 1) return usable[0]
  const b = (a + 1 + randomInt(usable.length - 1)) % usable.length
  return isLighter(instances[usable[b]], instances[usable[a]]) ? usable[b] : usable[a]
}

function isLighter(a: BalancedInstance, b: BalancedInstance): boolean {
  return (a.outstanding + 1) * b.weight < (b.outstanding + 1) * a.weight
}
