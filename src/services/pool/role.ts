/**
 * A balancer that knows its instances: what each counts for, whether it is healthy, and whether it takes part at all. A balancer
 * with nothing of that to know is balancer.ts, which costs a request less.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, STATUS, TYPE, W, mark, otherOf, popVia, pushVia, requestName, topVia } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { PoolState } from './config'
import { POOL_TIMER, newPoolState, poolConfigOf, poolStateOf } from './config'
import { check, checkAnswered, checkUnanswered, readmit, reported, requestEnded } from './health'
import { rampOn } from './weights'

export const pool: Role = {
  start: begin,
  crash(_cluster, node) {
    node.state = newPoolState(poolConfigOf(node))
  },
  restart: begin,

  receive(cluster, node, m) {
    const type = cluster.queue.words[m * WORDS + W.type]
    if (type === TYPE.request) request(cluster, node, m)
    else if (type === TYPE.answer) answer(cluster, node, m)
    else if (type === TYPE.healthAnswer) checkAnswered(cluster, node, m)
    else if (type === TYPE.loadReport) reported(cluster, node, m)
  },
  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const w = timer * WORDS
    const kind = words[w + W.type]
    if (kind === POOL_TIMER.forget) ended(cluster, node, requestName(words[w + W.count], words[w + W.a]), false)
    else if (kind === POOL_TIMER.checks) check(cluster, node)
    else if (kind === POOL_TIMER.unanswered) checkUnanswered(cluster, node, timer)
    else if (kind === POOL_TIMER.readmit) readmit(cluster, node, words[w + W.a])
    else rampOn(cluster, node)
  },
  refuse(cluster, _node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.request)
      mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.overloaded)
  },
}

function begin(cluster: Cluster, node: ClusterNode): void {
  node.state = newPoolState(poolConfigOf(node))
  check(cluster, node)
}

function request(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const { calls, choose, timeoutUs } = poolConfigOf(node)
  const tracks = isTracking(cluster, node)
  const state = poolStateOf(node)
  const name = requestName(words[w + W.count], words[w + W.attempt])
  if (tracks) settle(cluster, node, name) // a duplicated request counts once
  const other = otherOf(words[w + W.attempt])
  const at = choose(cluster, node, m, other < 0 ? state : without(state, calls.indexOf(other)))
  if (at < 0 && other >= 0) return // whoever hedged has one that is under way
  if (at < 0) {
    mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.unreachable)
    return
  }
  if (tracks) {
    const [origin, count] = [words[w + W.origin], words[w + W.count]]
    const lane = cluster.timeoutLane(timeoutUs)
    const timer = cluster.startTimeout(node, lane, timeoutUs, POOL_TIMER.forget, origin, count, 0, words[w + W.attempt])
    state.outstanding[at]++
    state.pending.set(name, timer, at)
  }
  words[w + W.via] = pushVia(words[w + W.via], words[w + W.from])
  cluster.forward(m, cluster.nodes[calls[at]], TYPE.request)
}
/** Counting what is outstanding costs a timer a request: only done where somebody goes by it. */
function isTracking({ decider }: Cluster, node: ClusterNode): boolean {
  return poolConfigOf(node).tracks || decider?.hasPolicies === true
}
/** For a hedged copy: whoever has the first does not get it. */
function without(state: PoolState, other: number): PoolState {
  return { ...state, weights: state.weights.map((weight, at) => (at === other ? 0 : weight)) }
}
function answer(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  if (isTracking(cluster, node)) {
    ended(cluster, node, requestName(words[w + W.count], words[w + W.attempt]), words[w + W.a] === STATUS.ok)
  }
  if (words[w + W.via] === 0) return // of a copy that nobody waits for any more
  const back = cluster.nodes[topVia(words[w + W.via])]
  words[w + W.via] = popVia(words[w + W.via])
  cluster.forward(m, back, TYPE.answer)
}
function ended(cluster: Cluster, node: ClusterNode, name: number, ok: boolean): void {
  const at = settle(cluster, node, name)
  if (at >= 0) requestEnded(cluster, node, at, ok)
}
/** A request is no longer outstanding. Which instance had it; −1: it was not. */
function settle(cluster: Cluster, node: ClusterNode, name: number): number {
  const { pending, outstanding } = poolStateOf(node)
  const found = pending.find(name)
  if (found < 0) return -1
  cluster.cancelTimer(pending.versionAt(found))
  const at = pending.valueAt(found)
  outstanding[at]--
  pending.delete(name)
  return at
}
