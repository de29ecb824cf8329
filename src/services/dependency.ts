/** A service of somebody else: it answers after its service time, or with an error as often as its error rate says. */
import type { Role } from '../cluster'
import { CAUSE, PURPOSE, STATUS, TYPE, W, mark, operationKey } from '../cluster'
import { WORDS } from '../kernel/eventQueue'

export const dependency: Role = {
  start() {},
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    const who = operationKey(cluster, words[w + W.origin], words[w + W.count])
    const failed =
      node.errorRate > 0 && cluster.draws.at(node.entity, PURPOSE.error, who, words[w + W.path]).unit() < node.errorRate
    mark(
      cluster,
      cluster.reply(m, TYPE.recommendAnswer),
      failed ? STATUS.failed : STATUS.ok,
      failed ? CAUSE.dependencyError : CAUSE.none,
    )
  },
  refuse(cluster, _node, m) {
    mark(cluster, cluster.reply(m, TYPE.recommendAnswer), STATUS.failed, CAUSE.overloaded)
  },
}
