/** A request that only hands in a job: answered when the queue has it. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, OP, STATUS, TYPE, W, extendPath, isOfCopy } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { attemptUs, deadlineToTell, startAttempt } from '../calling'
import { answer } from './answer'
import { ask, endAsking } from './asking'
import { enqueue } from './jobs'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, withRequest } from './request'

export function submit(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
  const { queue, submit: policy } = configOf(node)
  const us = attemptUs(cluster, policy, r.deadlineAtUs)
  const cause = queue < 0 ? CAUSE.refused : us === 0 ? CAUSE.deadline : ask(cluster, node, policy, r, id, 1)
  if (cause !== CAUSE.none) {
    r.status = STATUS.failed
    r.cause = cause
    answer(cluster, node, r, id, r.path)
    return
  }
  enqueue(cluster, node, r, id, r.path, deadlineToTell(cluster, policy, us, r.deadlineAtUs))
  r.asks = TYPE.enqueued
  const path = extendPath(r.path, API_TIMER.submit, 0)
  r.timer = startAttempt(cluster, node, policy, us, API_TIMER.submit, { origin: r.origin, count: r.count, path }, id)
}
export function enqueued(cluster: Cluster, node: ClusterNode, m: number): void {
  withRequest(cluster, node, m, (r, id) => {
    const words = cluster.queue.words
    if (r.op !== OP.submit) return
    const status = words[m * WORDS + W.a]
    r.status = status === STATUS.failed && isOfCopy(words[m * WORDS + W.attempt]) ? STATUS.unknown : status
    r.cause = words[m * WORDS + W.b]
    endAsking(cluster, node, configOf(node).submit, r, id, r.status === STATUS.ok ? CAUSE.none : r.cause)
    answer(cluster, node, r, id, words[m * WORDS + W.path])
  })
}
export function submissionTimedOut(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  r.status = STATUS.unknown
  r.cause = CAUSE.timeout
  endAsking(cluster, node, configOf(node).submit, r, id, CAUSE.timeout)
  answer(cluster, node, r, id, path)
}
