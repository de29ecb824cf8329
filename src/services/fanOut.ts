/**
 * A server that scatters and gathers: it asks several leaves at once and answers when the last of them has (J. Dean, L. A. Barroso,
 * "The tail at scale", CACM 56(2), 2013). A leaf that fails fails the whole; what is not complete in time fails too.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { CAUSE, FAN_OUT_MASK, OP, PURPOSE, STATUS, TYPE, W, extendPath, mark, operationKey } from '../cluster'
import { WORDS } from '../kernel/eventQueue'

export interface FanOutConfig {
  leaves: readonly number[] // node indices
  count: number // leaves that a request asks where it does not say itself
  timeoutUs: number
}
interface Gathering {
  from: number
  via: number
  origin: number
  count: number
  attempt: number
  call: number
  leaves: number[] // that have not answered
  timer: number
}
interface FanOutState {
  requests: Map<number, Gathering>
  next: number
}
const TIMER = { incomplete: 1 } as const
const configOf = (node: ClusterNode): FanOutConfig => node.config as FanOutConfig
const stateOf = (node: ClusterNode): FanOutState => node.state as FanOutState

export const fanOutServer: Role = {
  start(_cluster, node) {
    node.state = { requests: new Map(), next: 1 } satisfies FanOutState
  },
  crash(_cluster, node) {
    stateOf(node).requests = new Map()
  },
  receive(cluster, node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.request) scatter(cluster, node, m)
    else gather(cluster, node, m)
  },
  timer(cluster, node, timer) {
    const w = timer * WORDS
    const { words } = cluster.queue
    answer(cluster, node, words[w + W.a], words[w + W.path], STATUS.failed, CAUSE.timeout)
  },
  refuse(cluster, _node, m) {
    mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.overloaded)
  },
}

function scatter(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const { leaves, count, timeoutUs } = configOf(node)
  const state = stateOf(node)
  const [origin, operation, path, attempt] = [
    words[w + W.origin],
    words[w + W.count],
    words[w + W.path],
    words[w + W.attempt],
  ]
  const id = state.next++
  const wanted = words[w + W.b] & FAN_OUT_MASK || count
  const who = operationKey(cluster, origin, operation)
  const first = cluster.draws.at(node.entity, PURPOSE.choice, who, attempt).int(leaves.length)
  const asked = Array.from({ length: Math.min(wanted, leaves.length) }, (_, k) => leaves[(first + k) % leaves.length])
  const timer = cluster.startTimeout(
    node,
    cluster.timeoutLane(timeoutUs),
    timeoutUs,
    TIMER.incomplete,
    origin,
    operation,
    extendPath(path, TIMER.incomplete, 0),
    id,
  )
  const [from, via, call, user] = [words[w + W.from], words[w + W.via], words[w + W.call], words[w + W.c]]
  state.requests.set(id, { from, via, origin, count: operation, attempt, call, leaves: asked.slice(), timer })
  for (const leaf of asked) {
    const slot = cluster.send(node, cluster.nodes[leaf], TYPE.request, origin, operation, path, attempt) * WORDS
    cluster.queue.words[slot + W.a] = OP.call
    cluster.queue.words[slot + W.b] = 0
    cluster.queue.words[slot + W.c] = user
    cluster.queue.words[slot + W.call] = id
  }
}

function gather(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const w = m * WORDS
  const id = words[w + W.call]
  const gathering = stateOf(node).requests.get(id)
  const at = gathering?.leaves.indexOf(words[w + W.from]) ?? -1
  if (!gathering || at < 0) return // too late, or twice
  gathering.leaves.splice(at, 1)
  const ok = words[w + W.a] === STATUS.ok
  if (!ok || gathering.leaves.length === 0) answer(cluster, node, id, words[w + W.path], words[w + W.a], words[w + W.b])
}

function answer(cluster: Cluster, node: ClusterNode, id: number, path: number, status: number, cause: number): void {
  const { requests } = stateOf(node)
  const gathering = requests.get(id)
  if (!gathering) return
  requests.delete(id)
  cluster.cancelTimer(gathering.timer)
  const { from, via, origin, count, attempt, call } = gathering
  const m = cluster.send(node, cluster.nodes[from], TYPE.answer, origin, count, path, attempt)
  const { words } = cluster.queue
  words[m * WORDS + W.via] = via
  words[m * WORDS + W.call] = call
  words[m * WORDS + W.key] = -1
  words[m * WORDS + W.value] = 0
  mark(cluster, m, status, cause)
}
