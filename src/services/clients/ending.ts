/** How an operation of a user ends, and its attempts with it. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, OP, OUTCOME, RETURN_FLAG } from '../../cluster'
import { callEnded, callName } from '../calling'
import type { Pending } from './state'
import { callOf, configOf, policyOf, stateOf } from './state'

export function endCall(
  cluster: Cluster,
  node: ClusterNode,
  guard: number,
  p: Pending,
  attempt: number,
  cause: number,
): void {
  callEnded(cluster, node, guard, callName(p.count, attempt), cause, callOf(node, p, attempt))
}

/** Ends whatever is under way. */
export function endOpen(cluster: Cluster, node: ClusterNode, p: Pending, cause: number): void {
  const { guard } = policyOf(node, p)
  if (guard < 0) return
  for (let attempt = p.first; attempt <= p.attempt; attempt++)
    if ((p.open & (1 << (attempt - p.first))) !== 0) endCall(cluster, node, guard, p, attempt, cause)
}

/** Ends without an ok. A deadline leaves the fate of an attempt under way unknown; a read has no fate to know. */
export function giveUp(cluster: Cluster, node: ClusterNode, row: number, p: Pending, cause: number): void {
  const { op } = configOf(node).journeys[p.journey].steps[p.step]
  const effect = op === OP.write || op === OP.submit || op === OP.transfer
  const unknown = effect && (p.doubtful || (cause === CAUSE.deadline && p.open !== 0))
  endOpen(cluster, node, p, cause)
  finish(cluster, node, row, p, unknown ? OUTCOME.info : OUTCOME.fail, cause, 0, 0, 0)
}

/** How far one operation moves what its journey is known to fail. */
const PACE = 0.05

/** Its row is free then. */
export function finish(
  cluster: Cluster,
  node: ClusterNode,
  row: number,
  p: Pending,
  outcome: number,
  cause: number,
  flags: number,
  value: number,
  version: number,
): void {
  if (p.hedgeTimer >= 0) cluster.cancelTimer(p.hedgeTimer)
  const late = cluster.nowUs > p.deadlineAtUs ? RETURN_FLAG.late : 0
  cluster.finish(node, p.count, outcome, cause, flags | late, p.attempt, value, version)
  const { pending, failing } = stateOf(node)
  failing[p.journey] += PACE * (Number(outcome !== OUTCOME.ok) - failing[p.journey])
  pending.size--
  pending.free.push(row)
  p.count = 0
}
