import type { BalancerContext } from 'faultline'

/**
 * A user stays with an instance, whose cache then knows them; only a lost instance's users move. With bounded load a user whose
 * instance is full goes on to the next (Mirrokni, Thorup, Zadimoghaddam 2018, as in HAProxy's hash-balance-factor).
 */
export default function consistentHash({ instances, preference, boundFactor }: BalancerContext): number {
  let outstanding = 0
  let usable = 0
  for (const one of instances) {
    outstanding += one.outstanding
    if (one.weight > 0) usable++
  }
  const most = boundFactor < 0 ? Infinity : Math.ceil(((outstanding + 1) / usable) * boundFactor)
  for (const at of preference) if (instances[at].weight > 0 && instances[at].outstanding < most) return at
  return -1
}
