/**
 * A queue that pushes: it keeps a bounded line of requests and hands one on whenever its server has a free place. A full
 * line refuses. What its server never answers keeps its place there until `timeoutUs`.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { CAUSE, KIND, STATUS, TYPE, W, mark, popVia, pushVia, requestName, topVia } from '../cluster'
import { WORDS } from '../kernel/eventQueue'

export interface PushQueueConfig {
  slots: number
  server: number // node index
  places: number // requests that the server works on at once
  timeoutUs: number
}
export interface PushQueueState {
  line: number[] // kept message slots, oldest first
  head: number
  outstanding: Map<number, number> // request → its timer
}
const TIMER = { lost: 1 } as const
const configOf = (node: ClusterNode): PushQueueConfig => node.config as PushQueueConfig
const stateOf = (node: ClusterNode): PushQueueState => node.state as PushQueueState
const nameOf = (words: Int32Array, w: number): number => requestName(words[w + W.count], words[w + W.attempt])

export const pushQueue: Role = {
  start(_cluster, node) {
    node.state = { line: [], head: 0, outstanding: new Map() } satisfies PushQueueState
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    const state = stateOf(node)
    const config = configOf(node)
    if (words[w + W.type] === TYPE.answer) {
      settle(cluster, state, nameOf(words, w))
      const back = cluster.nodes[topVia(words[w + W.via])]
      words[w + W.via] = popVia(words[w + W.via])
      cluster.forward(m, back, TYPE.answer)
      handOn(cluster, node, state)
    } else if (state.outstanding.size < config.places) pass(cluster, node, state, m)
    else if (state.line.length - state.head < config.slots) {
      state.line.push(m)
      cluster.keep()
      record(cluster, node, m, KIND.QUEUED)
    } else {
      record(cluster, node, m, KIND.REFUSED)
      mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.overloaded)
    }
  },
  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const w = timer * WORDS
    stateOf(node).outstanding.delete(requestName(words[w + W.count], words[w + W.a]))
    handOn(cluster, node, stateOf(node))
  },
  crash(cluster, node) {
    const state = stateOf(node)
    while (state.head < state.line.length) {
      const m = state.line[state.head++]
      record(cluster, node, m, KIND.ABANDONED)
      cluster.queue.release(m)
    }
    node.state = { line: [], head: 0, outstanding: new Map() } satisfies PushQueueState
  },
}

function handOn(cluster: Cluster, node: ClusterNode, state: PushQueueState): void {
  while (state.head < state.line.length && state.outstanding.size < configOf(node).places) {
    const m = state.line[state.head++]
    if (state.head === state.line.length) {
      state.line.length = 0
      state.head = 0
    }
    record(cluster, node, m, KIND.STARTED)
    pass(cluster, node, state, m)
    if (cluster.queue.isRunning(m)) cluster.queue.release(m) // lost at once
  }
}
function pass(cluster: Cluster, node: ClusterNode, state: PushQueueState, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const config = configOf(node)
  const lane = cluster.timeoutLane(config.timeoutUs)
  settle(cluster, state, nameOf(words, w))
  const timer = cluster.setTimeout(
    node,
    lane,
    config.timeoutUs,
    TIMER.lost,
    words[w + W.origin],
    words[w + W.count],
    0,
    words[w + W.attempt],
  )
  state.outstanding.set(nameOf(words, w), timer)
  words[w + W.via] = pushVia(words[w + W.via], words[w + W.from])
  words[w + W.to] = node.index
  cluster.forward(m, cluster.nodes[config.server], TYPE.request)
}
function settle(cluster: Cluster, state: PushQueueState, name: number): void {
  const timer = state.outstanding.get(name)
  if (timer === undefined) return
  cluster.cancelTimer(timer)
  state.outstanding.delete(name)
}
/** The line is this queue's waiting room: written down as work waiting, so that its depth and delays are counted like any queue's. */
function record(cluster: Cluster, node: ClusterNode, m: number, kind: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const state = stateOf(node)
  cluster.journal.append(
    cluster.nowUs,
    kind | (words[w + W.type] << 8),
    node.index,
    words[w + W.origin],
    words[w + W.count],
    state.line.length - state.head,
    0,
  )
}
