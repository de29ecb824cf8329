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
  decide,
  mark,
  operationKey,
  popVia,
  pushVia,
  requestName,
  topVia,
} from '../cluster'
import type { Decision } from '../decisions'
import { BALANCER } from '../decisions/balancer/contract'
import leastOutstanding from '../decisions/balancer/leastOutstanding'
import random from '../decisions/balancer/random'
import roundRobin from '../decisions/balancer/roundRobin'
import type { BalancerContext } from '../decisions/faultline'
import { WORDS_SHIFT } from '../kernel/eventQueue'
import { preferenceOf } from './pool/userRing'

export interface BalancerConfig {
  calls: readonly number[] // node indices
  strategy: 'roundRobin' | 'random' | 'leastOutstanding'
  timeoutUs: number // an answer that has not come by then is no longer counted as outstanding
}
interface BalancerState {
  instances: { name: string; weight: number; outstanding: number; isNear: boolean }[]
  turns: { credit: number[] }
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
    const { calls, timeoutUs } = configOf(node)
    if (words[w | W.type] === TYPE.answer) {
      if (tracks(cluster, node)) settle(cluster, state, nameOf(words, w))
      const back = cluster.nodes[topVia(words[w | W.via])]
      words[w | W.via] = popVia(words[w | W.via])
      cluster.forward(m, back, TYPE.answer)
      return
    }
    const at = choose(cluster, node, m)
    if (at < 0) {
      mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.unreachable)
      return
    }
    if (tracks(cluster, node)) {
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
      state.instances[at].outstanding++
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

function reset(cluster: Cluster, node: ClusterNode): void {
  const instances = configOf(node).calls.map((at) => {
    const { id, zone } = cluster.nodes[at]
    return { name: id, weight: 1, outstanding: 0, isNear: zone === node.zone }
  })
  node.state = { instances, turns: { credit: [] }, pending: new Map() } satisfies BalancerState
}
/** Counting what is outstanding costs a timer a request: only done where somebody goes by it. */
function tracks({ decider }: Cluster, node: ClusterNode): boolean {
  return configOf(node).strategy === 'leastOutstanding' || decider?.hasPolicies === true
}

function nameOf(words: Int32Array, w: number): number {
  return requestName(words[w | W.count], words[w | W.attempt])
}
function settle(cluster: Cluster, state: BalancerState, name: number): void {
  const request = state.pending.get(name)
  if (!request) return
  cluster.cancelTimer(request.timer)
  state.instances[request.at].outstanding--
  state.pending.delete(name)
}

const BUILT_IN: Record<BalancerConfig['strategy'], Decision<BalancerContext, number, { credit: number[] }>> = {
  roundRobin,
  random,
  leastOutstanding,
}

const NOBODY: readonly number[] = []

function choose(cluster: Cluster, node: ClusterNode, m: number): number {
  const words = cluster.queue.words
  const w = m << WORDS_SHIFT
  const { instances, turns } = stateOf(node)
  const { strategy, calls } = configOf(node)
  const { nowUs, luck } = cluster
  const origin = words[w | W.origin]
  const count = words[w | W.count]
  const user = words[w | W.c]
  luck.aim(node.entity, PURPOSE.choice, operationKey(cluster, origin, count), attemptOf(words[w | W.attempt]))
  const context = (preference: readonly number[]): BalancerContext => ({
    nowUs,
    random: luck.random,
    randomInt: luck.randomInt,
    instances,
    user,
    preference,
    choices: 2,
    boundFactor: -1,
  })
  // A context of which a compiler sees all that becomes of it is never made.
  if (!cluster.decider?.active) return BUILT_IN[strategy](context(NOBODY), turns)
  const place = { node, called: calls[0], origin, count }
  return decide(cluster, BALANCER, place, context(preferenceOf(cluster, calls, user)), BUILT_IN[strategy], turns)
}
