/**
 * A node of a Dynamo store (DeCandia et al., SOSP 2007): member of its shard's quorums, and coordinator for whoever asks it (any
 * replica may be). Around that stand, each as far as it is switched on: sloppy quorums with hinted handoff, read repair, vector
 * clocks, Merkle anti-entropy, and membership by gossip. With all of that off it is a plain quorum register.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, F, OP, RETURN_FLAG, STATUS, TYPE, W, answerLater, epochTold, isPlaced, mark } from '../../cluster'
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
import { armHandoff } from './applying'
import type { QuorumCall } from './coordinator'
import { NOT_FIXED, coordinate, idle, idleAgain, stamp, timedOut, writeAfter } from './coordinator'
import { hintsTaken, offerHints, takeHints } from './handoff'
import { membersFor, reachableOf, wasHeard } from './health'
import { JOIN_RETRY_US, askForPages } from './join'
import { peersOf } from './joined'
import { givePage, join, takeJoinPage } from './joining'
import { AGE_UNKNOWN, FRESH } from './levels'
import { compareEpochs, newResharding, recalled } from './maps'
import { answerRead, countAnswer, synced, takeFix, takeWrite } from './member'
import { emptyLeaves } from './merkle'
import { giveMovePage, goOnMoving, order, pageDue, receiveMap, takeMovePage, tellNext } from './moving'
import { ordered } from './ordering'
import { copiesOf, emptyStore, loseUnsynced, siblingsOf } from './replica'
import type { ReplicaStore } from './replica'
import type { DynamoConfig, DynamoState } from './state'
import { OWES, TIMER, configOf, stateOf, swimPlace } from './state'
import { planned } from './needed'
import { newTally } from './tally'
import { NO_SIBLINGS } from './versions'

function storeFor({ versions, antiEntropyUs, fixesVersions }: DynamoConfig): ReplicaStore {
  return emptyStore(versions === 'vectorClock', antiEntropyUs > 0 ? emptyLeaves() : null, fixesVersions)
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
      antiEntropy: config.antiEntropyUs > 0 ? newAntiEntropy(peersOf(node), now) : null,
      handoff: { isArmed: false, batch: 0, offered: new Map() },
      resharding: config.atlas?.canChange ? newResharding() : null,
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
    if (state.resharding) state.resharding = recalled(state.resharding, diskLost)
  },

  restart(cluster, node) {
    const state = stateOf(node)
    const place = swimPlace(node)
    if (place) restartSwim(cluster, node, place)
    if (state.antiEntropy) startAntiEntropy(cluster, node)
    if (state.store.hints.size > 0) armHandoff(cluster, node, state.handoff)
    if (node.diskLost) join(cluster, node, state)
    goOnMoving(cluster, node, state)
  },

  command(cluster, node, command) {
    const state = stateOf(node)
    const { known, change } = ordered(cluster, command)
    if (change !== 0) order(cluster, node, state, known, change)
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
  [TYPE.replicaFix]: takeFix,
  [TYPE.replicaWrite]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.remote),
  [TYPE.versionsWrite]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.remote),
  [TYPE.repair]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.nobody),
  [TYPE.versionsRepair]: (cluster, node, m, state) => takeWrite(cluster, node, m, state, OWES.nobody),
  [TYPE.replicaValue]: countAnswer,
  [TYPE.versionsValue]: countAnswer,
  [TYPE.replicaAck]: countAnswer,
  [TYPE.joinAsk]: givePage,
  [TYPE.joinPage]: takeJoinPage,
  [TYPE.hints]: takeHints,
  [TYPE.hintsAck]: hintsTaken,
  [TYPE.merkleHashes]: compareHashes,
  [TYPE.merkleCells]: compareCells,
  [TYPE.merkleData]: takeData,
  [TYPE.shardMap]: receiveMap,
  [TYPE.moveAsk]: giveMovePage,
  [TYPE.movePage]: takeMovePage,
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
  [TIMER.tellMap]: (cluster, node, _timer, state) => tellNext(cluster, node, state),
  [TIMER.nextPage]: pageDue,
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
  const { majorities, rules, sloppy, fixesVersions } = config
  const isClocked = config.versions === 'vectorClock'
  const { resharding } = state
  const sentBy = words[w + W.c]
  if (resharding && sentBy !== resharding.epoch)
    compareEpochs(cluster, node, resharding, epochTold(sentBy), words[w + W.from])
  const { members, homes, old } = membersFor(cluster, node, state, words[w + W.key], op === OP.write, sentBy)
  const n = members.length - old
  const isMember = members.includes(node.index)
  const ask = words[w + W.b]
  const wanted = {
    op,
    ask,
    floor: floats[m * FLOATS + F.version],
    boundUs: floats[m * FLOATS + F.x],
    origin: words[w + W.origin],
    count: words[w + W.count],
    attempt: words[w + W.attempt],
  }
  const own = {
    n,
    fixedHomes: !sloppy,
    majorities,
    provenUs:
      op === OP.write
        ? AGE_UNKNOWN
        : provenAgeUs(cluster, node, sloppy || old > 0 || !isMember ? null : state.antiEntropy),
  }
  const reachable = reachableOf(cluster, node, state, members, old)
  const { need, floor, ageUs } = planned(cluster, node, members[0], wanted, own, reachable)
  // Who holds nothing of a key itself would not know what its clock must descend from.
  const readsFirst = op === OP.write && (config.readBeforeWrite || fixesVersions || (isClocked && !isMember))
  const call: QuorumCall = {
    asks: op,
    op: readsFirst ? OP.read : op,
    key: words[w + W.key],
    value: words[w + W.value],
    version: 0,
    siblings: isClocked ? NO_SIBLINGS : null,
    members,
    homes,
    epoch: isPlaced(sentBy) ? sentBy : (resharding?.epoch ?? 0),
    need,
    fixed: op === OP.write && fixesVersions ? 0 : NOT_FIXED,
    ageUs,
    tally: newTally(members.length, readsFirst ? n - need + 1 : need, floor, old),
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
    askedBy: words[w + W.from],
    call: words[w + W.call],
    attempt: words[w + W.attempt],
    timer: 0,
  }
  if (op === OP.write && (!readsFirst || !(config.readBeforeWrite || isClocked))) {
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
  const { askedBy, value, version } = call
  const m = answerLater(cluster, node, askedBy, call, value, version, Math.max(call.ageUs, AGE_UNKNOWN))
  mark(cluster, m, status, cause, call.ageUs === FRESH ? 0 : RETURN_FLAG.stale)
}
