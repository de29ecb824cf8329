/** A plain server of a web tier: it answers a request after its service time. */
import type { Role } from '../cluster'
import { CAUSE, PURPOSE, STATUS, TYPE, W, mark, operationKey } from '../cluster'
import { WORDS_SHIFT } from '../kernel/eventQueue'

export const server: Role = {
  start() {},
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m << WORDS_SHIFT
    let failed = false
    if (node.errorRate > 0) {
      const who = operationKey(cluster, words[w | W.origin], words[w | W.count])
      failed = cluster.draws.at(node.entity, PURPOSE.error, who, words[w | W.path]).unit() < node.errorRate
    }
    mark(
      cluster,
      cluster.reply(m, TYPE.answer),
      failed ? STATUS.failed : STATUS.ok,
      failed ? CAUSE.dependencyError : CAUSE.none,
    )
  },
  refuse(cluster, _node, m) {
    mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.overloaded)
  },
}
