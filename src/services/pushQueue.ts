/**
 * A queue that pushes: it keeps a bounded line of requests and hands one on whenever its server has a free place. A full
 * line refuses. What its server never answers keeps its place there until `timeoutUs`.
 */
import type { Cluster, ClusterNode, Role, TimeoutLine } from '../cluster'
import {
  CAUSE,
  KIND,
  STATUS,
  TYPE,
  W,
  mark,
  nextDue,
  popVia,
  pushVia,
  requestName,
  timeoutLine,
  topVia,
  watch,
} from '../cluster'
import { WORDS_SHIFT } from '../kernel/eventQueue'
import { IntTable } from '../kernel/intTable'

export interface PushQueueConfig {
  slots: number
  server: number // node index
  places: number // requests that the server works on at once
  timeoutUs: number
}
export interface PushQueueState {
  line: Int32Array // a ring of kept message slots, as long as a power of two
  head: number // of the oldest
  waiting: number
  outstanding: IntTable // requests at the server, by name; the value is the turn of each
  turns: number // so far: the latest one's
  patience: TimeoutLine // of the same requests, by name and turn
}
const TIMER = { lost: 1 } as const
const FIRST_LENGTH = 8
const configOf = (node: ClusterNode): PushQueueConfig => node.config as PushQueueConfig
const stateOf = (node: ClusterNode): PushQueueState => node.state as PushQueueState
const nameOf = (words: Int32Array, w: number): number => requestName(words[w | W.count], words[w | W.attempt])

export const pushQueue: Role = {
  start(_cluster, node) {
    empty(node)
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m << WORDS_SHIFT
    const state = stateOf(node)
    const config = configOf(node)
    if (words[w | W.type] === TYPE.answer) {
      state.outstanding.delete(nameOf(words, w))
      const back = cluster.nodes[topVia(words[w | W.via])]
      words[w | W.via] = popVia(words[w | W.via])
      cluster.forward(m, back, TYPE.answer)
      handOn(cluster, node, state)
    } else if (state.outstanding.size < config.places) pass(cluster, node, state, m)
    else if (state.waiting < config.slots) {
      joinLine(state, m)
      cluster.keep()
      record(cluster, node, m, KIND.QUEUED)
    } else {
      record(cluster, node, m, KIND.REFUSED)
      mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.overloaded)
    }
  },
  timer(cluster, node) {
    const { outstanding, patience } = stateOf(node)
    for (let name = 0; (name = nextDue(cluster, node, patience, isSettled)) !== -1;) {
      outstanding.delete(name)
      handOn(cluster, node, stateOf(node))
    }
  },
  crash(cluster, node) {
    const state = stateOf(node)
    while (state.waiting > 0) {
      const m = leaveLine(state)
      record(cluster, node, m, KIND.ABANDONED)
      cluster.queue.release(m)
    }
    empty(node)
  },
}

function empty(node: ClusterNode): void {
  const line = new Int32Array(FIRST_LENGTH)
  const patience = timeoutLine(configOf(node).timeoutUs, TIMER.lost)
  node.state = { line, head: 0, waiting: 0, outstanding: new IntTable(), turns: 0, patience } satisfies PushQueueState
}
function isSettled(node: ClusterNode, name: number, turn: number): boolean {
  const { outstanding } = stateOf(node)
  const at = outstanding.find(name)
  return at < 0 || outstanding.valueAt(at) !== turn
}
function joinLine(state: PushQueueState, m: number): void {
  const { length } = state.line
  if (state.waiting === length) {
    const longer = new Int32Array(2 * length)
    for (let i = 0; i < length; i++) longer[i] = state.line[(state.head + i) & (length - 1)]
    state.line = longer
    state.head = 0
  }
  state.line[(state.head + state.waiting) & (state.line.length - 1)] = m
  state.waiting++
}
/** The oldest of the line, which it leaves. */
function leaveLine(state: PushQueueState): number {
  const m = state.line[state.head]
  state.head = (state.head + 1) & (state.line.length - 1)
  state.waiting--
  return m
}
function handOn(cluster: Cluster, node: ClusterNode, state: PushQueueState): void {
  while (state.waiting > 0 && state.outstanding.size < configOf(node).places) {
    const m = leaveLine(state)
    record(cluster, node, m, KIND.STARTED)
    pass(cluster, node, state, m)
    if (cluster.queue.isRunning(m)) cluster.queue.release(m) // lost at once
  }
}
function pass(cluster: Cluster, node: ClusterNode, state: PushQueueState, m: number): void {
  const words = cluster.queue.words
  const w = m << WORDS_SHIFT
  const name = nameOf(words, w)
  const turn = (state.turns = (state.turns + 1) | 0)
  state.outstanding.set(name, 0, turn) // a duplicated request counts once, and from its latest turn on
  watch(cluster, node, state.patience, name, turn, isSettled)
  words[w | W.via] = pushVia(words[w | W.via], words[w | W.from])
  words[w | W.to] = node.index
  cluster.forward(m, cluster.nodes[configOf(node).server], TYPE.request)
}
/** The line is this queue's waiting room: written down as work waiting, so that its depth and delays are counted like any queue's. */
function record(cluster: Cluster, node: ClusterNode, m: number, kind: number): void {
  const words = cluster.queue.words
  const w = m << WORDS_SHIFT
  const head = kind | (words[w | W.type] << 8)
  const { waiting } = stateOf(node)
  cluster.journal.append(head, node.index, words[w | W.origin], words[w | W.count], waiting, 0)
}
