import type { ReplicaContext } from 'faultline'

/**
 * The one that answered quickest of late, of those not tried yet; one never asked is tried first. Now and then another is asked, or
 * nobody would notice that a slow one has recovered.
 */
export default function lowestLatency({ replicas, randomInt }: ReplicaContext): number {
  let best = -1
  for (let i = 0; i < replicas.length; i++) {
    const one = replicas[i]
    if (one.isTried || one.standsIn) continue
    if (best < 0 || one.latencyUs < replicas[best].latencyUs) best = i
  }
  const looksAround = randomInt(20) === 0
  return best < 0 || looksAround ? randomInt(replicas.length) : best
}
