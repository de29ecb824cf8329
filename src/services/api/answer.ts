/** Answering a request, once all of its parts are there or one that matters is not. */
import type { Cluster, ClusterNode } from '../../cluster'
import { ASK, F, OP, STATUS, TYPE, W, mark } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { dropStoreCall } from '../store'
import { stopAsking } from './asking'
import { enqueue } from './jobs'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, stateOf } from './request'

/** One part of the answer is there. */
export function partDone(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  if (--r.waitsFor === 0) answer(cluster, node, r, id, path)
}
export function answer(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  stateOf(node).requests.delete(id)
  stopAsking(cluster, node, r, id)
  const { store } = configOf(node)
  if (r.store && store) dropStoreCall(cluster, node, store, r, id)
  if (r.copy) endCopyCall(cluster, node, r, path)
  if (r.from < 0) return // nobody asked
  if (r.op === OP.write && r.status === STATUS.ok && (r.ask & ASK.emitsJob) !== 0) enqueue(cluster, node, r, 0, path)
  const m = cluster.send(node, cluster.nodes[r.from], TYPE.answer, r.origin, r.count, path, r.attempt)
  const words = cluster.queue.words
  words[m * WORDS + W.via] = r.via
  words[m * WORDS + W.call] = r.call
  words[m * WORDS + W.key] = r.key
  words[m * WORDS + W.value] = r.value
  cluster.queue.floats[m * FLOATS + F.version] = r.version
  cluster.queue.floats[m * FLOATS + F.x] = r.ageUs
  cluster.queue.floats[m * FLOATS + F.deadlineUs] = r.copyUs
  mark(cluster, m, r.status, r.cause, r.flags)
}

/** Nothing is waited for any more; who waits for what it was fetching must hear of that. */
function endCopyCall(cluster: Cluster, node: ClusterNode, r: ApiRequest, path: number): void {
  if (r.copy?.awaits) cluster.cancelTimer(r.copy.timer)
  if (r.copy?.fetches) cluster.setTimer(node, 0, API_TIMER.abandoned, r.origin, r.count, path, r.key)
}
