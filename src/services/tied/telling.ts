/** What servers of tied requests say to each other. Words of `tied`: a = TOLD, b = who asked, call = its name there. */
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'

export const TOLD = { waits: 1, begun: 2 } as const

/** Only where a link leads: who cannot hear of its copy serves it. */
export function tell(cluster: Cluster, node: ClusterNode, twin: number, slot: number, told: number): void {
  const to = cluster.nodes[twin]
  if (!cluster.linkBetween(node, to)) return
  const before = cluster.queue.words
  const w = slot * WORDS
  const [origin, count, path, call, from] = [W.origin, W.count, W.path, W.call, W.from].map((word) => before[w + word])
  const m = cluster.send(node, to, TYPE.tied, origin, count, path) * WORDS
  const { words } = cluster.queue
  words[m + W.a] = told
  words[m + W.b] = from
  words[m + W.call] = call
}
/** Whether a slot is what a message `tied` speaks of: the same request of the same asker. */
export function isSame({ words }: Cluster['queue'], slot: number, told: number): boolean {
  const [s, m] = [slot * WORDS, told * WORDS]
  return (
    words[s + W.count] === words[m + W.count] &&
    words[s + W.origin] === words[m + W.origin] &&
    words[s + W.call] === words[m + W.call] &&
    words[s + W.from] === words[m + W.b]
  )
}
