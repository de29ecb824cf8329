/** A request that only hands in a job: answered when the queue has it. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, OP, STATUS, W, extendPath, isOfCopy } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { answer } from './answer'
import { enqueue } from './jobs'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, withRequest } from './request'

export function submit(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
  const { queue, submitTimeoutUs } = configOf(node)
  if (queue < 0) {
    r.status = STATUS.failed
    r.cause = CAUSE.refused
    answer(cluster, node, r, id, r.path)
    return
  }
  enqueue(cluster, node, r, id, r.path)
  const lane = cluster.timeoutLane(submitTimeoutUs)
  r.timer = cluster.startTimeout(
    node,
    lane,
    submitTimeoutUs,
    API_TIMER.submit,
    r.origin,
    r.count,
    extendPath(r.path, API_TIMER.submit, 0),
    id,
  )
}
export function enqueued(cluster: Cluster, node: ClusterNode, m: number): void {
  withRequest(cluster, node, m, (r, id) => {
    const words = cluster.queue.words
    if (r.op !== OP.submit) return
    const status = words[m * WORDS + W.a]
    r.status = status === STATUS.failed && isOfCopy(words[m * WORDS + W.attempt]) ? STATUS.unknown : status
    r.cause = words[m * WORDS + W.b]
    answer(cluster, node, r, id, words[m * WORDS + W.path])
  })
}

export function submissionTimedOut(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  r.status = STATUS.unknown
  r.cause = CAUSE.timeout
  answer(cluster, node, r, id, path)
}
