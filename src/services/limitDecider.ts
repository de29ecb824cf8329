/** Who decides how a concurrency limit moves: on calls, and at a service's door. */
import type { Cluster, Place } from '../cluster'
import { decide, operationKey } from '../cluster'
import { LIMIT } from '../decisions/limit/contract'
import type { LimitDecider } from '../resilience/limit'

/** `purpose` and `path` key its luck. */
export function limitDecider(cluster: Cluster, place: Place, purpose: number, path: number): LimitDecider {
  const { luck, nowUs } = cluster
  luck.aim(place.node.entity, purpose, operationKey(cluster, place.origin, place.count), path)
  return {
    nowUs,
    random: luck.random,
    randomInt: luck.randomInt,
    decide: (context, builtIn, state) => decide(cluster, LIMIT, place, context, builtIn, state),
  }
}
