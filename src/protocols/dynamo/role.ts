/**
 * A replica of a leaderless quorum register: it stores versions, answers coordinators, and coordinates for callers itself (any
 * replica may). A write is acknowledged from memory or when the disk has it, as the scenario says. This role is one
 * replication mode; others implement the same messages: storeRead, storeWrite → storeAnswer.
 */
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, DROP, F, OP, STATUS, TYPE, W, mark } from '../../cluster'
import type { Coordinating, QuorumCall, QuorumRules } from './coordinator'
import { answered, coordinate, idle, stamp, timedOut } from './coordinator'
import type { Joining, JoinPage } from './join'
import { JOIN_RETRY_US, askForPages, beginJoin, pageAfter, takePage } from './join'
import type { ReplicaStore } from './replica'
import { applyWrite, emptyStore, loseUnsynced, oldestSynced } from './replica'
import { newTally } from './tally'

export interface QuorumConfig {
  members: readonly number[] // node indices of the shard's replicas, this one included
  ack: 'memory' | 'synced'
  rules: QuorumRules
}
export interface QuorumState {
  store: ReplicaStore
  coordinating: Coordinating
  joining: Joining | null
}
const TIMER = { quorum: 1, join: 2 } as const
/** Whom a finished sync owes an acknowledgement: nobody, a remote coordinator, or this node's own call. */
const OWES = { nobody: 0, remote: 1, local: 2 } as const

const stateOf = (node: ClusterNode): QuorumState => node.state as QuorumState
const configOf = (node: ClusterNode): QuorumConfig => node.config as QuorumConfig

/** A replica's configuration. */
export function quorumConfig(
  members: readonly number[],
  o: { ack: 'memory' | 'synced'; timeoutUs: number; readRepair: boolean },
): QuorumConfig {
  return {
    members,
    ack: o.ack,
    rules: { timeoutUs: o.timeoutUs, readRepair: o.readRepair, timerKind: TIMER.quorum, doLocally, done },
  }
}

export const quorumReplica: Role = {
  rejoins: true,
  start(_cluster, node) {
    node.state = { store: emptyStore(), coordinating: idle(), joining: null } satisfies QuorumState
  },

  receive(cluster, node, m) {
    const handler = HANDLERS[cluster.queue.words[m * WORDS + W.type]]
    handler?.(cluster, node, m, stateOf(node))
  },

  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const state = stateOf(node)
    if (words[timer * WORDS + W.type] === TIMER.quorum)
      timedOut(cluster, node, state.coordinating, configOf(node).rules, words[timer * WORDS + W.a])
    else if (state.joining) {
      askForPages(cluster, node, state.joining)
      cluster.setTimer(node, JOIN_RETRY_US, TIMER.join, node.index, node.invoked, 0)
    }
  },

  synced(cluster, node, sync) {
    const words = cluster.queue.words
    const w = sync * WORDS
    const state = stateOf(node)
    if (words[w + W.c] === 1) oldestSynced(state.store)
    const owes = words[w + W.type]
    if (owes === OWES.remote)
      acknowledge(
        cluster,
        node,
        words[w + W.a],
        words[w + W.b],
        words[w + W.origin],
        words[w + W.count],
        words[w + W.path],
      )
    else if (owes === OWES.local)
      answered(
        cluster,
        node,
        state.coordinating,
        configOf(node).rules,
        words[w + W.b],
        node.index,
        0,
        0,
        words[w + W.path],
      )
  },

  refuse(cluster, _node, m) {
    const type = cluster.queue.words[m * WORDS + W.type]
    if (type !== TYPE.storeRead && type !== TYPE.storeWrite) return // a coordinator counts silence
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },

  crash(cluster, node, diskLost) {
    const state = stateOf(node)
    for (const key of loseUnsynced(state.store))
      cluster.recordApplied(node, key, state.store.table.value(key), state.store.table.version(key))
    if (diskLost) state.store = emptyStore()
    state.coordinating = { ...idle(), next: state.coordinating.next, lastStamp: state.coordinating.lastStamp }
    state.joining = null
  },

  restart(cluster, node) {
    if (!node.diskLost) return
    const state = stateOf(node)
    state.joining = beginJoin(configOf(node).members.filter((m) => m !== node.index))
    cluster.recordNode(node, 'joining')
    if (!state.joining) {
      joined(cluster, node)
      return
    }
    askForPages(cluster, node, state.joining)
    cluster.setTimer(node, JOIN_RETRY_US, TIMER.join, node.index, node.invoked, 0)
  },
}

type Handler = (cluster: Cluster, node: ClusterNode, m: number, state: QuorumState) => void
const HANDLERS: Partial<Record<number, Handler>> = {
  [TYPE.storeRead]: (cluster, node, m, state) => begin(cluster, node, m, state, OP.read),
  [TYPE.storeWrite]: (cluster, node, m, state) => begin(cluster, node, m, state, OP.write),
  [TYPE.replicaRead]: answerRead,
  [TYPE.replicaWrite]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.remote),
  [TYPE.repair]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.nobody),
  [TYPE.replicaValue]: countAnswer,
  [TYPE.replicaAck]: countAnswer,
  [TYPE.joinAsk]: givePage,
  [TYPE.joinPage]: joinPage,
}

/* ---- as coordinator ---- */

function begin(cluster: Cluster, node: ClusterNode, m: number, state: QuorumState, op: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  if (state.joining) {
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.refused)
    return
  }
  const { members, rules } = configOf(node)
  coordinate(cluster, node, state.coordinating, rules, {
    op,
    key: words[w + W.key],
    value: words[w + W.value],
    version: op === OP.write ? stamp(cluster, node, state.coordinating) : 0,
    members,
    tally: newTally(members.length, words[w + W.b] & 0xff),
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
    askedBy: words[w + W.from],
    call: words[w + W.call],
    attempt: words[w + W.attempt],
    timer: 0,
  })
}

function doLocally(cluster: Cluster, node: ClusterNode, id: number, call: QuorumCall): void {
  const state = stateOf(node)
  const { rules } = configOf(node)
  if (call.op === OP.read) {
    const { table } = state.store
    answered(
      cluster,
      node,
      state.coordinating,
      rules,
      id,
      node.index,
      table.version(call.key),
      table.value(call.key),
      call.path,
    )
    return
  }
  const owes = id < 0 ? OWES.nobody : OWES.local
  if (store(cluster, node, state, call.key, call.version, call.value, owes, id, call.origin, call.count, call.path, 0))
    answered(cluster, node, state.coordinating, rules, id, node.index, 0, 0, call.path)
}

function countAnswer(cluster: Cluster, node: ClusterNode, m: number, state: QuorumState): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const version = cluster.queue.floats[m * FLOATS + F.version]
  answered(
    cluster,
    node,
    state.coordinating,
    configOf(node).rules,
    words[w + W.call],
    words[w + W.from],
    version,
    words[w + W.value],
    words[w + W.path],
  )
}

function done(cluster: Cluster, node: ClusterNode, _id: number, call: QuorumCall, status: number, cause: number): void {
  const m = cluster.send(
    node,
    cluster.nodes[call.askedBy],
    TYPE.storeAnswer,
    call.origin,
    call.count,
    call.path,
    call.attempt,
  )
  const words = cluster.queue.words
  words[m * WORDS + W.call] = call.call
  words[m * WORDS + W.key] = call.key
  words[m * WORDS + W.value] = call.op === OP.read ? call.tally.value : call.value
  cluster.queue.floats[m * FLOATS + F.version] = call.op === OP.read ? call.tally.version : call.version
  mark(cluster, m, status, cause)
}

/* ---- as member ---- */

function answerRead(cluster: Cluster, _node: ClusterNode, m: number, state: QuorumState): void {
  if (state.joining) {
    cluster.recordDrop(m, DROP.notMember)
    return
  }
  const key = cluster.queue.words[m * WORDS + W.key]
  const { table } = state.store
  cluster.reply(m, TYPE.replicaValue)
  cluster.queue.words[m * WORDS + W.value] = table.value(key)
  cluster.queue.floats[m * FLOATS + F.version] = table.version(key)
}

function takeWrite(cluster: Cluster, node: ClusterNode, m: number, state: QuorumState, owes: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const [origin, count, path] = [words[w + W.origin], words[w + W.count], words[w + W.path]]
  const version = cluster.queue.floats[m * FLOATS + F.version]
  if (
    store(
      cluster,
      node,
      state,
      words[w + W.key],
      version,
      words[w + W.value],
      owes,
      words[w + W.call],
      origin,
      count,
      path,
      words[w + W.from],
    )
  )
    cluster.queue.floats[cluster.reply(m, TYPE.replicaAck) * FLOATS + F.version] = 0
}

/** Stores a write; true when it may be acknowledged at once, else the sync will. */
function store(
  cluster: Cluster,
  node: ClusterNode,
  state: QuorumState,
  key: number,
  version: number,
  value: number,
  owes: number,
  call: number,
  origin: number,
  count: number,
  path: number,
  coordinator: number,
): boolean {
  const isNew = applyWrite(state.store, key, version, value)
  if (isNew) cluster.recordApplied(node, key, value, version)
  if (!node.disk) {
    if (isNew) oldestSynced(state.store)
    return owes !== OWES.nobody
  }
  const atOnce = configOf(node).ack === 'memory'
  // Also what is not new waits for the disk: the newer version that it lost to may not be there yet.
  cluster.sync(node, atOnce ? OWES.nobody : owes, origin, count, path, coordinator, call, isNew ? 1 : 0)
  return atOnce && owes !== OWES.nobody
}
function acknowledge(
  cluster: Cluster,
  node: ClusterNode,
  coordinator: number,
  call: number,
  origin: number,
  count: number,
  path: number,
): void {
  const m = cluster.send(node, cluster.nodes[coordinator], TYPE.replicaAck, origin, count, path)
  cluster.queue.words[m * WORDS + W.call] = call
  cluster.queue.words[m * WORDS + W.value] = 0
  cluster.queue.floats[m * FLOATS + F.version] = 0
}

/* ---- as a new member, and its peers ---- */

function givePage(cluster: Cluster, _node: ClusterNode, m: number, state: QuorumState): void {
  const page = pageAfter(state.store, cluster.queue.words[m * WORDS + W.key])
  cluster.queue.bodies[cluster.reply(m, TYPE.joinPage)] = page
}
function joinPage(cluster: Cluster, node: ClusterNode, m: number, state: QuorumState): void {
  if (!state.joining) return
  const complete = takePage(
    cluster,
    node,
    state.joining,
    m,
    cluster.queue.bodies[m] as JoinPage,
    (key, version, value) => {
      if (!applyWrite(state.store, key, version, value)) return
      cluster.recordApplied(node, key, value, version)
      if (node.disk)
        cluster.sync(
          node,
          OWES.nobody,
          node.index,
          node.invoked,
          cluster.queue.words[m * WORDS + W.path] ^ key,
          0,
          0,
          1,
        )
      else oldestSynced(state.store)
    },
  )
  if (complete) joined(cluster, node)
}
function joined(cluster: Cluster, node: ClusterNode): void {
  stateOf(node).joining = null
  node.diskLost = false
  cluster.recordNode(node, 'joined')
}
