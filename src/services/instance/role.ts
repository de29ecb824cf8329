/**
 * What every instance of a stateless service does whatever its service: it answers health checks, and where its group can grow it
 * takes part, reports and drains as it is told. Wraps the service's role, which knows nothing of that. A check is answered as it
 * comes, beside the queue of work, as by a port of its own: a busy instance is healthy, a stalled or killed one is not.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, DUTY, STATUS, TYPE, W, mark } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { INSTANCE_TIMER, SAMPLE_US, growsOf } from './config'
import { add, booted, drain, endDrain, restarted } from './duty'
import { sample } from './report'

/** Word a of a scaleOrder. */
export const ORDER = { add: 1, drain: 2 } as const

export function asInstance(service: Role): Role {
  return {
    ...service,
    start(cluster, node) {
      const grows = growsOf(node)
      const duty = grows?.standsBy ? DUTY.standsBy : DUTY.serves
      if (grows) node.membership = { duty, boots: 0, requestUs: 0, samples: 0, busy: 0, queued: 0 }
      service.start(cluster, node)
      if (grows) cluster.setTimer(node, SAMPLE_US, INSTANCE_TIMER.sample, node.index, 0, 0)
    },
    receive(cluster, node, m) {
      const type = cluster.queue.words[m * WORDS + W.type]
      if (type === TYPE.healthCheck) cluster.reply(m, TYPE.healthAnswer)
      else if (type === TYPE.scaleOrder) obey(cluster, node, cluster.queue.words[m * WORDS + W.a])
      else if (type !== TYPE.request || takesIn(cluster, node)) service.receive(cluster, node, m)
      else mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.refused)
    },
    timer(cluster, node, timer) {
      const kind = cluster.queue.words[timer * WORDS + W.type]
      if (kind === INSTANCE_TIMER.booted) booted(cluster, node, cluster.queue.words[timer * WORDS + W.a])
      else if (kind === INSTANCE_TIMER.sample) {
        sample(cluster, node)
        endDrain(cluster, node)
      } else service.timer?.(cluster, node, timer)
    },
    restart(cluster, node) {
      service.restart?.(cluster, node)
      if (!node.membership) return
      cluster.setTimer(node, SAMPLE_US, INSTANCE_TIMER.sample, node.index, 0, 0)
      restarted(cluster, node)
    },
    command(cluster, node, command) {
      if (!node.membership) service.command?.(cluster, node, command)
      else if (command.kind === 'addInstance') add(cluster, node)
      else if (command.kind === 'drainInstance') drain(cluster, node)
      else service.command?.(cluster, node, command)
    },
  }
}

function obey(cluster: Cluster, node: ClusterNode, order: number): void {
  if (!node.membership) return
  if (order === ORDER.add) add(cluster, node)
  else drain(cluster, node)
}
/** One that has not begun, or has ended, turns requests away: whoever sent them has not heard of it yet. */
function takesIn(cluster: Cluster, node: ClusterNode): boolean {
  const { membership } = node
  if (!membership) return true
  membership.requestUs = cluster.nowUs
  return membership.duty === DUTY.serves || membership.duty === DUTY.drains
}
