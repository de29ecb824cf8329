/** Poison: a job that fails whoever works on it and however often, as one that cannot be parsed does. Which ones is drawn by the job. */
import type { Cluster } from '../cluster'
import { PURPOSE, operationKey } from '../cluster'

/** `share`: 0..1 of all jobs. */
export function isPoison(cluster: Cluster, share: number | undefined, origin: number, count: number): boolean {
  if (share === undefined) return false
  return cluster.draws.at(0, PURPOSE.poison, operationKey(cluster, origin, count), 0).unit() < share
}
