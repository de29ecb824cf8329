/** Handing a job to the queue, or appending it to the stream. */
import type { Cluster, ClusterNode } from '../../cluster'
import { F, TYPE, W } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import type { ApiRequest } from './request'
import { configOf } from './request'

/** `deadlineAtUs`: what travels with it, 0: none. */
export function enqueue(
  cluster: Cluster,
  node: ClusterNode,
  r: ApiRequest,
  id: number,
  path: number,
  deadlineAtUs = 0,
): void {
  const { queue } = configOf(node)
  if (queue < 0) return
  const m = cluster.send(node, cluster.nodes[queue], TYPE.enqueue, r.origin, r.count, path, r.attempt)
  cluster.queue.words[m * WORDS + W.call] = id
  cluster.queue.floats[m * FLOATS + F.deadlineUs] = deadlineAtUs
  cluster.queue.words[m * WORDS + W.key] = r.user
  cluster.queue.words[m * WORDS + W.value] = r.key
}
