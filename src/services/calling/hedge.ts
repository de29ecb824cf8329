/** When a copy of a call is sent while no answer has come. */
import type { Cluster, ClusterNode } from '../../cluster'
import { PURPOSE, decide, operationKey } from '../../cluster'
import afterDelay from '../../decisions/hedge/afterDelay'
import { HEDGE } from '../../decisions/hedge/contract'
import type { Operation } from '../../decisions/faultline'
import { MAX_HEDGED_ATTEMPTS } from '../../resilience/hedge'
import type { LatencyState } from './latency'
import type { CallOf, CallPolicy } from './policy'

/** A try of which no answer has come. */
export interface Unanswered {
  called: number // first node of the called group
  operation: Operation
  sent: number // requests of this try
  tries: number
  deadlineAtUs: number // Infinity: nobody gives up
  latency: LatencyState
}
const NO_HEDGE = { delayUs: 0, maxAttempts: 1 }

/** Whether anybody may decide for a copy: asked first, for most calls have none. */
export function mayHedge({ decider }: Cluster, { hedge }: CallPolicy): boolean {
  return hedge !== null || decider?.hasPolicies === true
}
/** Microseconds until a copy is sent, −1: none is. */
export function hedgeAfter(
  cluster: Cluster,
  node: ClusterNode,
  { hedge }: CallPolicy,
  { called, operation, sent, tries, deadlineAtUs, latency }: Unanswered,
  of: CallOf,
): number {
  if (sent >= MAX_HEDGED_ATTEMPTS) return -1
  const { nowUs, luck } = cluster
  luck.aim(node.entity, PURPOSE.hedge, operationKey(cluster, of.origin, of.count), of.path)
  const context = {
    nowUs,
    random: luck.random,
    randomInt: luck.randomInt,
    operation,
    sent,
    attempt: tries,
    deadlineInUs: deadlineAtUs < Infinity ? Math.max(0, deadlineAtUs - nowUs) : -1,
    latency,
    settings: hedge ?? NO_HEDGE,
  }
  const place = { node, called, origin: of.origin, count: of.count }
  return Math.floor(decide(cluster, HEDGE, place, context, afterDelay, null))
}

/** Starts the timer of a copy. Returns its handle. */
export function startHedge(
  cluster: Cluster,
  node: ClusterNode,
  { hedge }: CallPolicy,
  us: number,
  kind: number,
  { origin, count, path }: CallOf,
  a: number,
  b = 0,
): number {
  if (us !== hedge?.delayUs) return cluster.setTimer(node, us, kind, origin, count, path, a, b) // of any length
  return cluster.startTimeout(node, cluster.timeoutLane(us), us, kind, origin, count, path, a, b)
}
