/** Handing a job to the queue, or appending it to the stream. */
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { ApiRequest } from './request'
import { configOf } from './request'

export function enqueue(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  const { queue } = configOf(node)
  if (queue < 0) return
  const m = cluster.send(node, cluster.nodes[queue], TYPE.enqueue, r.origin, r.count, path, r.attempt)
  cluster.queue.words[m * WORDS + W.call] = id
  cluster.queue.words[m * WORDS + W.key] = r.user
  cluster.queue.words[m * WORDS + W.value] = r.key
}
