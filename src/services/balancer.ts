/**
 * A load balancer: hands each request to one of several instances, and the answer back to whoever asked. It remembers only
 * how many requests each instance has outstanding; the way back travels with the message.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import {
  CAUSE,
  PURPOSE,
  STATUS,
  TYPE,
  W,
  attemptOf,
  mark,
  operationKey,
  popVia,
  pushVia,
  requestName,
  topVia,
} from '../cluster'
import { WORDS_SHIFT } from '../kernel/eventQueue'

export interface BalancerConfig {
  calls: readonly number[] // node indices
  strategy: 'roundRobin' | 'random' | 'leastOutstanding'
  timeoutUs: number // an answer that has not come by then is no longer counted as outstanding
}
interface BalancerState {
  turn: number
  outstanding: number[] // by instance
  pending: Map<number, { at: number; timer: number }> // requests not answered yet, for leastOutstanding
}
const TIMER = { forget: 1 } as const
const configOf = (node: ClusterNode): BalancerConfig => node.config as BalancerConfig
const stateOf = (node: ClusterNode): BalancerState => node.state as BalancerState

export const balancer: Role = {
  start: reset,
  crash(cluster, node) {
    reset(cluster, node)
  },

  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m << WORDS_SHIFT
    const state = stateOf(node)
    const { calls, strategy, timeoutUs } = configOf(node)
    if (words[w | W.type] === TYPE.answer) {
      if (strategy === 'leastOutstanding') settle(cluster, state, nameOf(words, w))
      const back = cluster.nodes[topVia(words[w | W.via])]
      words[w | W.via] = popVia(words[w | W.via])
      cluster.forward(m, back, TYPE.answer)
      return
    }
    const at = choose(cluster, node, m, strategy, state, calls.length)
    if (strategy === 'leastOutstanding') {
      const lane = cluster.timeoutLane(timeoutUs)
      const timer = cluster.startTimeout(
        node,
        lane,
        timeoutUs,
        TIMER.forget,
        words[w | W.origin],
        words[w | W.count],
        0,
        words[w | W.attempt],
      )
      settle(cluster, state, nameOf(words, w)) // a duplicated request counts once
      state.outstanding[at]++
      state.pending.set(nameOf(words, w), { at, timer })
    }
    words[w | W.via] = pushVia(words[w | W.via], words[w | W.from])
    cluster.forward(m, cluster.nodes[calls[at]], TYPE.request)
  },

  /** What was never answered (a dead instance, a cut link) stops counting. */
  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const w = timer << WORDS_SHIFT
    settle(cluster, stateOf(node), requestName(words[w | W.count], words[w | W.a]))
  },

  refuse(cluster, _node, m) {
    if (cluster.queue.words[(m << WORDS_SHIFT) | W.type] === TYPE.request)
      mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.overloaded)
  },
}

function reset(_cluster: Cluster, node: ClusterNode): void {
  node.state = { turn: 0, outstanding: configOf(node).calls.map(() => 0), pending: new Map() } satisfies BalancerState
}

function nameOf(words: Int32Array, w: number): number {
  return requestName(words[w | W.count], words[w | W.attempt])
}
function settle(cluster: Cluster, state: BalancerState, name: number): void {
  const request = state.pending.get(name)
  if (!request) return
  cluster.cancelTimer(request.timer)
  state.outstanding[request.at]--
  state.pending.delete(name)
}

function choose(
  cluster: Cluster,
  node: ClusterNode,
  m: number,
  strategy: BalancerConfig['strategy'],
  state: BalancerState,
  n: number,
): number {
  const words = cluster.queue.words
  const w = m << WORDS_SHIFT
  if (strategy === 'roundRobin') {
    const at = state.turn
    state.turn = at + 1 < n ? at + 1 : 0
    return at
  }
  const who = operationKey(cluster, words[w | W.origin], words[w | W.count])
  const first = cluster.draws.at(node.entity, PURPOSE.choice, who, attemptOf(words[w | W.attempt])).int(n)
  if (strategy === 'random') return first
  let best = first // ties go by the request's own luck: one more retry of another turns nobody's way
  for (let k = 1; k < n; k++) {
    const at = (first + k) % n
    if (state.outstanding[at] < state.outstanding[best]) best = at
  }
  return best
}
