/**
 * How an instance comes to take part and ceases to: it stands by, boots, serves, drains, and stands by again. What it is, it writes
 * down and reports at once.
 */
import type { Cluster, ClusterNode, Duty } from '../../cluster'
import { DUTY } from '../../cluster'
import { underWay } from '../underWay'
import { INSTANCE_TIMER, QUIET_US, growsOf, membershipOf } from './config'
import { report } from './report'

const CHANGES = {
  [DUTY.serves]: 'serving',
  [DUTY.standsBy]: 'standingBy',
  [DUTY.boots]: 'booting',
  [DUTY.drains]: 'draining',
} as const

function become(cluster: Cluster, node: ClusterNode, duty: Duty): void {
  membershipOf(node).duty = duty
  cluster.recordNode(node, CHANGES[duty])
  report(cluster, node)
  cluster.role(node).dutyChanged?.(cluster, node)
}

/** Told to take part. One that drains goes on as if nothing had been. */
export function add(cluster: Cluster, node: ClusterNode): void {
  const { duty } = membershipOf(node)
  if (duty === DUTY.drains) become(cluster, node, DUTY.serves)
  else if (duty === DUTY.standsBy) boot(cluster, node)
}
function boot(cluster: Cluster, node: ClusterNode): void {
  become(cluster, node, DUTY.boots)
  const boots = ++membershipOf(node).boots
  cluster.setTimer(node, growsOf(node)?.bootUs ?? 0, INSTANCE_TIMER.booted, node.index, 0, 0, boots)
}
export function booted(cluster: Cluster, node: ClusterNode, boots: number): void {
  const membership = membershipOf(node)
  if (membership.duty === DUTY.boots && membership.boots === boots) become(cluster, node, DUTY.serves)
}
/** Its process is there again: it boots, unless it was to stand by anyhow, or had to finish what has gone with its process. */
export function restarted(cluster: Cluster, node: ClusterNode): void {
  const { duty } = membershipOf(node)
  if (duty === DUTY.serves || duty === DUTY.boots) boot(cluster, node)
  else if (duty === DUTY.drains) become(cluster, node, DUTY.standsBy)
}

/** Told to stop. One that has not begun yet has nothing to finish. */
export function drain(cluster: Cluster, node: ClusterNode): void {
  const membership = membershipOf(node)
  if (membership.duty === DUTY.boots) become(cluster, node, DUTY.standsBy)
  if (membership.duty !== DUTY.serves) return
  membership.requestUs = cluster.nowUs
  become(cluster, node, DUTY.drains)
}
/** Nothing left to do, and nothing has come for a while. */
export function endDrain(cluster: Cluster, node: ClusterNode): void {
  const { duty, requestUs } = membershipOf(node)
  if (duty !== DUTY.drains || cluster.nowUs - requestUs < QUIET_US) return
  if (cluster.role(node).holds?.(node)) return
  if (node.busy + node.queueDepth + underWay(node) === 0) become(cluster, node, DUTY.standsBy)
}
