import type { BalancerContext } from 'faultline'

/** At random, in proportion to the weights. */
export default function random({ instances, random }: BalancerContext): number {
  let total = 0
  for (const { weight } of instances) total += weight
  let left = random() * total
  let last = -1
  for (let i = 0; i < instances.length; i++) {
    const { weight } = instances[i]
    if (weight <= 0) continue
    last = i
    left -= weight
    if (left < 0) return i
  }
  return last
}
