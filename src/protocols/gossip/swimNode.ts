/**
 * A SWIM member on a node of the cluster: its timers, messages and draws. A role that wants a membership view keeps a SwimState
 * and hands over what is meant for it; `swimMember` is a node that does nothing else.
 */
import type { Cluster, ClusterNode, Role, SizedBody } from '../../cluster'
import { PURPOSE, TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { Draw } from './swim'
import { askOthers, beginPeriod, hear, newSwim, rejoin } from './swim'
import type { SwimEffect, SwimMessage, SwimRules, SwimState } from './swimState'

/** What a role gives so that its nodes can be members. */
export interface SwimPlace {
  state: SwimState
  rules: SwimRules
  timers: { period: number; ping: number } // timer kinds of the role
}
export type SwimBody = SwimMessage & SizedBody

const TYPE_OF = { ping: TYPE.swimPing, ack: TYPE.swimAck, pingReq: TYPE.swimPingReq } as const
/** Of one update: a node's address, its status and incarnation. */
const UPDATE_BYTES = 12

/** The first period begins at a moment of the node's own, so that not all probe at once. */
export function startSwim(cluster: Cluster, node: ClusterNode, { rules, timers }: SwimPlace): void {
  const phase = cluster.draws.at(node.entity, PURPOSE.gossip, node.incarnation, 0).int(rules.periodUs)
  cluster.setTimer(node, phase, timers.period, node.index, cluster.background(node), 0)
}
/** The process is up again. */
export function restartSwim(cluster: Cluster, node: ClusterNode, place: SwimPlace): void {
  rejoin(place.state)
  startSwim(cluster, node, place)
}

/** One of the two timers has come due. */
export function swimTimer(cluster: Cluster, node: ClusterNode, place: SwimPlace, timer: number): void {
  const { state, rules, timers } = place
  const words = cluster.queue.words
  const w = timer * WORDS
  const count = words[w + W.count]
  if (words[w + W.type] === timers.ping) {
    const sequence = words[w + W.a]
    act(cluster, node, askOthers(state, rules, sequence, drawing(cluster, node, state.period, 1)), count, sequence)
    return
  }
  const now = cluster.background(node)
  act(cluster, node, beginPeriod(state, rules, drawing(cluster, node, state.period + 1, 0)), now, 0)
  const { probe } = state
  if (probe) cluster.setTimer(node, rules.pingTimeoutUs, timers.ping, node.index, now, 0, probe.sequence)
  cluster.setTimer(node, rules.periodUs, timers.period, node.index, now, 0)
}

/** A message of SWIM has come. */
export function swimReceive(cluster: Cluster, node: ClusterNode, { state, rules }: SwimPlace, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const body = cluster.queue.bodies[m] as SwimBody
  act(
    cluster,
    node,
    hear(state, rules, words[w + W.from], body),
    words[w + W.count],
    words[w + W.path],
    words[w + W.origin],
  )
}

/** All draws of one step follow from the node, its period and the step. */
function drawing(cluster: Cluster, node: ClusterNode, period: number, step: number): Draw {
  let drawn = 0
  return (below) => cluster.draws.at(node.entity, PURPOSE.gossip, period, (drawn++ << 1) | step).int(below)
}
function act(
  cluster: Cluster,
  node: ClusterNode,
  effects: readonly SwimEffect[],
  count: number,
  path: number,
  origin = node.index,
): void {
  effects.forEach((effect, i) => {
    if (effect.kind === 'turned') {
      cluster.recordState(node, 'member', effect.member, effect.from, effect.to)
      return
    }
    const { message, to } = effect
    const body: SwimBody = Object.freeze({
      ...message,
      updates: Object.freeze(message.updates),
      bytes: UPDATE_BYTES * message.updates.length,
    })
    cluster.send(node, cluster.nodes[to], TYPE_OF[message.kind], origin, count, path, i, body)
  })
}

export interface SwimMemberConfig {
  members: readonly number[]
  rules: SwimRules
}
const TIMER = { period: 1, ping: 2 } as const
const placeOf = (node: ClusterNode): SwimPlace => ({
  state: node.state as SwimState,
  rules: (node.config as SwimMemberConfig).rules,
  timers: TIMER,
})

/** A node that is a member of a group and nothing else. */
export const swimMember: Role = {
  start(cluster, node) {
    const { members } = node.config as SwimMemberConfig
    node.state = newSwim(
      node.index,
      members.filter((m) => m !== node.index),
    )
    startSwim(cluster, node, placeOf(node))
  },
  receive: (cluster, node, m) => swimReceive(cluster, node, placeOf(node), m),
  timer: (cluster, node, timer) => swimTimer(cluster, node, placeOf(node), timer),
  restart: (cluster, node) => restartSwim(cluster, node, placeOf(node)),
}
