/**
 * A server of tied requests tells of those that it has (Dean and Barroso, "The tail at scale", CACM 56(2), 2013): the copy names the
 * node that has the other one, which hears from this one that the copy waits here, or that it has begun. Around whatever else the
 * server sheds by.
 */
import type { Admission, Cluster, ClusterNode } from '../../cluster'
import { TYPE, W, twinOf } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { TOLD, tell } from './telling'

const IS_ASKED = new Set<number>([TYPE.request, TYPE.storeRead])

export function tiedAdmission(inner: Admission | null): Admission {
  return {
    start: () => inner?.start() ?? 0,
    admit: (cluster, node, slot) => inner?.admit(cluster, node, slot) ?? null,
    letIn(cluster, node, slot) {
      inner?.letIn?.(cluster, node, slot)
      if (node.busy < node.workers) speak(cluster, node, slot, TOLD.begun)
      else if (node.queueDepth < node.queueLimit) speak(cluster, node, slot, TOLD.waits)
    },
    next: (cluster, node) => inner?.next(cluster, node) ?? 0,
    drop(cluster, node, slot) {
      const reason = inner?.drop(cluster, node, slot) ?? null
      if (reason === null) speak(cluster, node, slot, TOLD.begun)
      return reason
    },
    served(cluster, node, slot) {
      inner?.served(cluster, node, slot)
    },
  }
}
function speak(cluster: Cluster, node: ClusterNode, slot: number, told: number): void {
  const words = cluster.queue.words
  const w = slot * WORDS
  const twin = twinOf(words[w + W.attempt])
  if (twin >= 0 && IS_ASKED.has(words[w + W.type])) tell(cluster, node, twin, slot, told)
}
