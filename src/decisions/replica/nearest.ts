import type { ReplicaContext } from 'faultline'

/**
 * The one in the caller's own zone, whatever it knows; after it the others in turn. Reads save the way to another zone, and are as
 * stale as the zone is cut off.
 */
export default function nearest({ replicas, attempt, randomInt }: ReplicaContext): number {
  for (let i = 0; i < replicas.length; i++) if (replicas[i].isNear && !replicas[i].isTried) return i
  return (randomInt(replicas.length) + attempt - 1) % replicas.length
}
