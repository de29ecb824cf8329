/**
 * A line of jobs written down as any queue's work is: waiting until somebody takes it, in service until it is done. So its depth,
 * its waits and the trace of a job are counted like those of every other queue.
 */
import type { Cluster, ClusterNode } from '../cluster'
import { KIND, TYPE } from '../cluster'

/** Which job of whom. */
export interface JobName {
  readonly origin: number
  readonly count: number
}
/** Of a job that leaves without being done: out of the line, or out of the hands of who had it. */
export const LEFT = { waiting: 0, inService: 1 } as const

/** `waiting` and `inService`: how many there are afterwards. A node with workers of its own writes down their line, not this one. */
export function recordLine(
  cluster: Cluster,
  node: ClusterNode,
  kind: number,
  { origin, count }: JobName,
  waiting: number,
  inService: number,
  detail = 0,
): void {
  if (node.workers > 0) return
  const head = kind | (TYPE.job << 8) | (detail << 16)
  cluster.journal.append(head, node.index, origin, count, waiting, inService)
}
/** A job comes back from who had it, and waits again. */
export function recordReturn(
  cluster: Cluster,
  node: ClusterNode,
  job: JobName,
  waiting: number,
  inService: number,
): void {
  recordLine(cluster, node, KIND.ABANDONED, job, waiting - 1, inService, LEFT.inService)
  recordLine(cluster, node, KIND.QUEUED, job, waiting, inService)
}
