import type { BalancedInstance, BalancerContext } from 'faultline'

/** The one with the fewest requests not answered yet, for its weight; ties go by luck. */
export default function leastOutstanding({ instances, randomInt }: BalancerContext): number {
  const usable: number[] = []
  for (let i = 0; i < instances.length; i++) if (instances[i].weight > 0) usable.push(i)
  if (usable.length === 0) return -1
  const first = randomInt(usable.length)
  let best = usable[first]
  for (let k = 1; k < usable.length; k++) {
    const at = usable[(first + k) % usable.length]
    if (isLighter(instances[at], instances[best])) best = at
  }
  return best
}

/** With one more request, compared crosswise so that nothing is rounded. */
function isLighter(a: BalancedInstance, b: BalancedInstance): boolean {
  return (a.outstanding + 1) * b.weight < (b.outstanding + 1) * a.weight
}
