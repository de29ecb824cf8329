/**
 * A node of a Dynamo store (DeCandia et al., SOSP 2007): member of its shard's quorums, and coordinator for whoever asks it (any
 * replica may be). Around that stand, each as far as it is switched on: sloppy quorums with hinted handoff, read repair, vector
 * clocks, Merkle anti-entropy, and membership by gossip. With all of that off it is a plain quorum register.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, F, OP, RETURN_FLAG, STATUS, TYPE, W, mark } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { restartSwim, startSwim, swimReceive, swimTimer } from '../gossip/swimNode'
import { newSwim } from '../gossip/swim'
import {
  beginExchange,
  compareCells,
  compareHashes,
  forgetProofs,
  newAntiEntropy,
  provenAgeUs,
  startAntiEntropy,
  takeData,
} from './antiEntropy'
import { armHandoff, persist } from './applying'
import type { QuorumCall } from './coordinator'
import { coordinate, idle, idleAgain, stamp, timedOut, writeAfter } from './coordinator'
import { hintsTaken, offerHints, takeHints } from './handoff'
import { membersFor, wasHeard } from './health'
import type { JoinPage } from './join'
import { JOIN_RETRY_US, askForPages, beginJoin, pageAfter, takePage } from './join'
import { AGE_UNKNOWN, FRESH, planRead, planWrite } from './levels'
import { answerRead, countAnswer, synced, takeWrite } from './member'
import { emptyLeaves } from './merkle'
import { applyWrite, copiesOf, emptyStore, loseUnsynced, siblingsOf } from './replica'
import type { ReplicaStore } from './replica'
import type { DynamoConfig, DynamoState } from './state'
import { OWES, TIMER, configOf, stateOf, swimPlace } from './state'
import { newTally } from './tally'
import { NO_SIBLINGS } from './versions'

const others = (node: ClusterNode): number[] => configOf(node).members.filter((m) => m !== node.index)
function storeFor({ versions, antiEntropyUs }: DynamoConfig): ReplicaStore {
  return emptyStore(versions === 'vectorClock', antiEntropyUs > 0 ? emptyLeaves() : null)
}

export const dynamoReplica: Role = {
  rejoins: true,
  start(cluster, node) {
    const config = configOf(node)
    const now = node.monotonic(cluster.nowUs)
    const peers = config.peers.filter((peer) => peer !== node.index)
    node.state = {
      store: storeFor(config),
      coordinating: idle(),
      joining: null,
      silent: new Map(),
      gossip: config.gossip && newSwim(node.index, peers),
      antiEntropy: config.antiEntropyUs > 0 ? newAntiEntropy(others(node), now) : null,
      handoff: { isArmed: false, batch: 0, offered: new Map() },
    } satisfies DynamoState
    const place = swimPlace(node)
    if (place) startSwim(cluster, node, place)
    if (config.antiEntropyUs > 0) startAntiEntropy(cluster, node)
  },

  receive(cluster, node, m) {
    const state = stateOf(node)
    wasHeard(state, cluster.queue.words[m * WORDS + W.from])
    HANDLERS[cluster.queue.words[m * WORDS + W.type]]?.(cluster, node, m, state)
  },

  timer(cluster, node, timer) {
    TIMERS[cluster.queue.words[timer * WORDS + W.type]]?.(cluster, node, timer, stateOf(node))
  },

  synced,

  refuse(cluster, _node, m) {
    const type = cluster.queue.words[m * WORDS + W.type]
    if (type !== TYPE.storeRead && type !== TYPE.storeWrite) return // a coordinator counts silence
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },

  crash(cluster, node, diskLost) {
    const state = stateOf(node)
    for (const key of loseUnsynced(state.store))
      cluster.recordApplied(node, key, state.store.table.value(key), state.store.table.version(key))
    if (diskLost) state.store = storeFor(configOf(node))
    state.coordinating = idleAgain(state.coordinating)
    state.joining = null
    state.silent.clear()
    state.handoff = { isArmed: false, batch: state.handoff.batch, offered: new Map() }
    if (state.antiEntropy) forgetProofs(state.antiEntropy)
  },

  restart(cluster, node) {
    const state = stateOf(node)
    const place = swimPlace(node)
    if (place) restartSwim(cluster, node, place)
    if (state.antiEntropy) startAntiEntropy(cluster, node)
    if (state.store.hints.size > 0) armHandoff(cluster, node, state.handoff)
    if (node.diskLost) join(cluster, node, state)
  },
}

type Handler = (cluster: Cluster, node: ClusterNode, slot: number, state: DynamoState) => void
const gossip: Handler = (cluster, node, m) => {
  const place = swimPlace(node)
  if (place) swimReceive(cluster, node, place, m)
}
const HANDLERS: Partial<Record<number, Handler>> = {
  [TYPE.storeRead]: (cluster, node, m, state) => begin(cluster, node, m, state, OP.read),
  [TYPE.storeWrite]: (cluster, node, m, state) => begin(cluster, node, m, state, OP.write),
  [TYPE.replicaRead]: answerRead,
  [TYPE.replicaWrite]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.remote),
  [TYPE.versionsWrite]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.remote),
  [TYPE.repair]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.nobody),
  [TYPE.versionsRepair]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.nobody),
  [TYPE.replicaValue]: countAnswer,
  [TYPE.versionsValue]: countAnswer,
  [TYPE.replicaAck]: countAnswer,
  [TYPE.joinAsk]: givePage,
  [TYPE.joinPage]: joinPage,
  [TYPE.hints]: takeHints,
  [TYPE.hintsAck]: hintsTaken,
  [TYPE.merkleHashes]: compareHashes,
  [TYPE.merkleCells]: compareCells,
  [TYPE.merkleData]: takeData,
  [TYPE.swimPing]: gossip,
  [TYPE.swimAck]: gossip,
  [TYPE.swimPingReq]: gossip,
}
const gossipTimer: Handler = (cluster, node, timer) => {
  const place = swimPlace(node)
  if (place) swimTimer(cluster, node, place, timer)
}
const TIMERS: Partial<Record<number, Handler>> = {
  [TIMER.quorum]: (cluster, node, timer, { coordinating }) =>
    timedOut(cluster, node, coordinating, configOf(node).rules, cluster.queue.words[timer * WORDS + W.a]),
  [TIMER.join]: (cluster, node, _timer, { joining }) => {
    if (!joining) return
    askForPages(cluster, node, joining)
    cluster.setTimer(node, JOIN_RETRY_US, TIMER.join, node.index, node.invoked, 0)
  },
  [TIMER.gossipPeriod]: gossipTimer,
  [TIMER.gossipPing]: gossipTimer,
  [TIMER.antiEntropy]: (cluster, node, _timer, state) => beginExchange(cluster, node, state),
  [TIMER.handoff]: (cluster, node, _timer, state) => offerHints(cluster, node, state),
}

/* ---- as coordinator ---- */

function begin(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState, op: number): void {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  if (state.joining) {
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.refused)
    return
  }
  const config = configOf(node)
  const { majorities, rules } = config
  const isClocked = config.versions === 'vectorClock'
  const { members, homes } = membersFor(cluster, node, state, op === OP.write)
  const n = members.length
  const ask = words[w + W.b]
  const { need, floor, ageUs } =
    op === OP.write
      ? { need: planWrite(ask, { n, majorities }), floor: 0, ageUs: FRESH }
      : planRead(ask, floats[m * FLOATS + F.version], floats[m * FLOATS + F.x], {
          n,
          fixedHomes: config.fallbacks.length === 0,
          majorities,
          provenUs: provenAgeUs(cluster, node, config.fallbacks.length === 0 ? state.antiEntropy : null),
        })
  const readsFirst = op === OP.write && config.readBeforeWrite
  const call: QuorumCall = {
    asks: op,
    op: readsFirst ? OP.read : op,
    key: words[w + W.key],
    value: words[w + W.value],
    version: 0,
    siblings: isClocked ? NO_SIBLINGS : null,
    members,
    homes,
    epoch: 0,
    need,
    ageUs,
    tally: newTally(n, readsFirst ? n - need + 1 : need, floor),
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
    askedBy: words[w + W.from],
    call: words[w + W.call],
    attempt: words[w + W.attempt],
    timer: 0,
  }
  if (op === OP.write && !readsFirst) {
    if (isClocked) writeAfter(cluster, node, state.coordinating, call, ownSiblings(node, state, call))
    else call.version = stamp(cluster, node, state.coordinating)
  }
  coordinate(cluster, node, state.coordinating, rules, call)
}
/** What the coordinator itself knows of a key: a write supersedes that. */
function ownSiblings(node: ClusterNode, { store }: DynamoState, { key, members, homes }: QuorumCall) {
  const at = members.indexOf(node.index)
  const copies = at < 0 || !homes ? store : copiesOf(store, homes[at])
  return copies ? siblingsOf(copies, key) : NO_SIBLINGS
}

/** A call has ended: whoever asked is told. */
export function done(cluster: Cluster, node: ClusterNode, call: QuorumCall, status: number, cause: number): void {
  const { origin, count, path, attempt } = call
  const m = cluster.send(node, cluster.nodes[call.askedBy], TYPE.storeAnswer, origin, count, path, attempt)
  const { words, floats } = cluster.queue
  words[m * WORDS + W.call] = call.call
  words[m * WORDS + W.key] = call.key
  words[m * WORDS + W.value] = call.value
  floats[m * FLOATS + F.version] = call.version
  floats[m * FLOATS + F.x] = Math.max(call.ageUs, AGE_UNKNOWN)
  mark(cluster, m, status, cause, call.ageUs === FRESH ? 0 : RETURN_FLAG.stale)
}

/* ---- as a new member, and its peers ---- */

function join(cluster: Cluster, node: ClusterNode, state: DynamoState): void {
  state.joining = beginJoin(others(node))
  cluster.recordNode(node, 'joining')
  if (!state.joining) {
    joined(cluster, node)
    return
  }
  askForPages(cluster, node, state.joining)
  cluster.setTimer(node, JOIN_RETRY_US, TIMER.join, node.index, node.invoked, 0)
}
function givePage(cluster: Cluster, _node: ClusterNode, m: number, state: DynamoState): void {
  const page = pageAfter(state.store, cluster.queue.words[m * WORDS + W.key])
  cluster.queue.bodies[cluster.reply(m, TYPE.joinPage)] = page
}
function joinPage(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  if (!state.joining) return
  const page = cluster.queue.bodies[m] as JoinPage
  const path = cluster.queue.words[m * WORDS + W.path]
  const complete = takePage(cluster, node, state.joining, m, page, (key, version, value, siblings) => {
    if (!applyWrite(state.store, key, version, value, siblings)) return
    cluster.recordApplied(node, key, state.store.table.value(key), state.store.table.version(key))
    persist(cluster, node, 1, OWES.nobody, { origin: node.index, count: node.invoked, path: path ^ key }, 0, 0)
  })
  if (complete) joined(cluster, node)
}
function joined(cluster: Cluster, node: ClusterNode): void {
  stateOf(node).joining = null
  node.diskLost = false
  cluster.recordNode(node, 'joined')
}
