/**
 * Load reports: what an instance says of itself, twice a second and whenever its duty changes, to the balancers that call it and the
 * autoscalers that scale it. They are messages: a cut link leaves their receivers with what they heard last.
 *
 * loadReport: a = DUTY, b = share of workers busy in thousandths, c = requests waiting in thousandths; both averaged since the last one.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { INSTANCE_TIMER, SAMPLES_PER_REPORT, SAMPLE_US, growsOf, membershipOf } from './config'

export function report(cluster: Cluster, node: ClusterNode): void {
  const membership = membershipOf(node)
  const { duty, samples, busy, queued } = membership
  const count = cluster.background(node)
  const thousandths = (sum: number): number => (samples > 0 ? Math.floor((sum * 1_000) / samples + 0.5) : 0)
  for (const to of growsOf(node)?.reportsTo ?? []) {
    const m = cluster.send(node, cluster.nodes[to], TYPE.loadReport, node.index, count, 0)
    const w = m * WORDS
    cluster.queue.words[w + W.a] = duty
    cluster.queue.words[w + W.b] = thousandths(busy)
    cluster.queue.words[w + W.c] = thousandths(queued)
  }
  membership.samples = membership.busy = membership.queued = 0
}

export function sample(cluster: Cluster, node: ClusterNode): void {
  const membership = membershipOf(node)
  membership.samples++
  membership.busy += node.workers > 0 ? node.busy / node.workers : 0
  membership.queued += node.queueDepth
  if (membership.samples >= SAMPLES_PER_REPORT) report(cluster, node)
  cluster.setTimer(node, SAMPLE_US, INSTANCE_TIMER.sample, node.index, 0, 0)
}
