/**
 * A server that hears of the other copy of a request: where its own still waits, it remembers who has the other; where the other
 * has begun, it drops its own. One in service goes on. Wraps the service's role, as a stub in front of it would.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, TYPE, W, besides } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { TOLD, isSame } from './telling'

export function asTied(service: Role): Role {
  return {
    ...service,
    receive(cluster, node, m) {
      if (cluster.queue.words[m * WORDS + W.type] === TYPE.tied) heard(cluster, node, m)
      else service.receive(cluster, node, m)
    },
  }
}

function heard(cluster: Cluster, node: ClusterNode, m: number): void {
  const { queue } = cluster
  const at = node.waiting.findIndex((slot, i) => i >= node.waitingHead && isSame(queue, slot, m))
  if (at < 0) return
  const slot = node.waiting[at]
  const w = slot * WORDS
  if (queue.words[m * WORDS + W.a] === TOLD.waits) {
    const attempt = queue.words[w + W.attempt]
    queue.words[w + W.attempt] = (attempt & ~besides(254, true)) | besides(queue.words[m * WORDS + W.from], true)
    return
  }
  cluster.withdraw(node, at - node.waitingHead, 'calledOff')
  if (queue.isPending(slot)) queue.words[w + W.b] = CAUSE.calledOff
}
