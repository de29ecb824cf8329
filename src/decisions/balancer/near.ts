import type { BalancerContext } from 'faultline'

/** The least busy one in the balancer's own zone; another zone's only when none here may be used. */
export default function near({ instances }: BalancerContext): number {
  let best = -1
  for (let i = 0; i < instances.length; i++) {
    const one = instances[i]
    if (one.weight <= 0) continue
    if (best < 0) best = i
    const chosen = instances[best]
    if (one.isNear !== chosen.isNear ? one.isNear : one.outstanding < chosen.outstanding) best = i
  }
  return best
}
