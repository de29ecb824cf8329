/**
 * How a pool learns which instances are well. Actively: it asks each that serves, and counts answers that do not come; question and
 * answer are messages, so that a cut link makes a healthy instance look dead to this balancer, and to no other. Passively: it
 * counts requests that failed. And by what instances report of themselves: whether they take part.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { DUTY, TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { checked } from '../../resilience/health'
import { POOL_TIMER, poolConfigOf, poolStateOf } from './config'
import { beginsAnew, reweigh } from './weights'

/** Parameters of the journal's `health` records. */
const SEEN = { unhealthy: 0, healthy: 1, ejected: 2 } as const

/** Asks every instance that serves, and so again. */
export function check(cluster: Cluster, node: ClusterNode): void {
  const { calls, checks } = poolConfigOf(node)
  const state = poolStateOf(node)
  if (!checks) return
  calls.forEach((instance, at) => {
    if (!state.serves[at]) return
    const count = cluster.background(node)
    const m = cluster.send(node, cluster.nodes[instance], TYPE.healthCheck, node.index, count, 0)
    cluster.queue.words[m * WORDS + W.call] = at
    state.asked[at] = count
    cluster.setTimer(node, checks.timeoutUs, POOL_TIMER.unanswered, node.index, count, 0, at)
  })
  cluster.setTimer(node, checks.intervalUs, POOL_TIMER.checks, node.index, 0, 0)
}
export function checkAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  ended(cluster, node, words[m * WORDS + W.call], words[m * WORDS + W.count], true)
}
export function checkUnanswered(cluster: Cluster, node: ClusterNode, timer: number): void {
  const words = cluster.queue.words
  ended(cluster, node, words[timer * WORDS + W.a], words[timer * WORDS + W.count], false)
}
function ended(cluster: Cluster, node: ClusterNode, at: number, count: number, passed: boolean): void {
  const state = poolStateOf(node)
  if (state.asked[at] !== count) return // too late, or twice
  state.asked[at] = 0
  const health = state.health[at]
  if (!checked(health, poolConfigOf(node).health, passed, cluster.nowUs)) return
  record(cluster, node, at, Number(!health.healthy), Number(health.healthy))
  state.failures[at] = 0
  reweigh(cluster, node)
}

/** A request to this instance has ended. */
export function requestEnded(cluster: Cluster, node: ClusterNode, at: number, ok: boolean): void {
  const { ejection } = poolConfigOf(node)
  if (!ejection) return
  const state = poolStateOf(node)
  if (ok) state.failures[at] = 0
  else if (++state.failures[at] >= ejection.failures && state.ejectedUntilUs[at] === 0) eject(cluster, node, at)
}
function eject(cluster: Cluster, node: ClusterNode, at: number): void {
  const { ejection } = poolConfigOf(node)
  const state = poolStateOf(node)
  const forUs = (ejection?.ejectUs ?? 0) * ++state.ejections[at]
  state.ejectedUntilUs[at] = cluster.nowUs + forUs
  cluster.setTimer(node, forUs, POOL_TIMER.readmit, node.index, 0, 0, at)
  record(cluster, node, at, SEEN.healthy, SEEN.ejected)
  reweigh(cluster, node)
}
export function readmit(cluster: Cluster, node: ClusterNode, at: number): void {
  poolStateOf(node).ejectedUntilUs[at] = 0
  beginsAnew(cluster, node, at)
  record(cluster, node, at, SEEN.ejected, SEEN.healthy)
  reweigh(cluster, node)
}

/** An instance says whether it takes part. An older report than one already heard tells nothing. */
export function reported(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const state = poolStateOf(node)
  const at = poolConfigOf(node).calls.indexOf(words[w + W.from])
  if (at < 0 || words[w + W.count] <= state.heard[at]) return
  state.heard[at] = words[w + W.count]
  const serves = words[w + W.a] === DUTY.serves
  if (serves === state.serves[at]) return
  state.serves[at] = serves
  if (serves) beginsAnew(cluster, node, at)
  reweigh(cluster, node)
}

function record(cluster: Cluster, node: ClusterNode, at: number, from: number, to: number): void {
  cluster.recordState(node, 'health', poolConfigOf(node).calls[at], from, to)
}
