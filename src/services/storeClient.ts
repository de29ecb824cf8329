/**
 * Asking a partitioned, replicated store: which shard, which of its replicas, and another one when no answer comes. A write
 * whose attempt got no answer may have taken effect, so its fate stays unknown unless some attempt succeeds. In modes with a
 * leader, whoever does not lead names who does; the asker goes there at once, and remembers.
 */
import type { Cluster, ClusterNode } from '../cluster'
import {
  CAUSE,
  CRITICALITY_MASK,
  F,
  LEVEL,
  LEVEL_SHIFT,
  OP,
  PURPOSE,
  STATUS,
  TYPE,
  W,
  attemptOf,
  besides,
  extendPath,
  isOfCopy,
  levelOf,
  operationKey,
} from '../cluster'
import { FLOATS, WORDS } from '../kernel/eventQueue'
import type { Placement } from '../partitioning'
import { placeOf } from '../partitioning'
import type { Coordinating, QuorumRules } from '../protocols/dynamo/coordinator'
import { NOT_FIXED, askAgain, coordinate, stamp } from '../protocols/dynamo/coordinator'
import { planned } from '../protocols/dynamo/needed'
import { newTally } from '../protocols/dynamo/tally'
import type { Atlas } from '../protocols/resharding/atlas'
import { homesOf, servingShard, standInsOf } from '../protocols/resharding/atlas'
import type { MapBody, ShardMap } from '../protocols/resharding/shardMap'
import { epochOf, mapBody, mergedMaps } from '../protocols/resharding/shardMap'
import type { CallOf, CallPolicy, LatencyState } from './calling'
import { chooseReplica, learnLatency } from './storeReplica'
import {
  CALLED_OFF,
  GO,
  askToCall,
  attemptUs,
  callEnded,
  callName,
  deadlineToTell,
  hedgeAfter,
  learnAnswer,
  mayHedge,
  mayTryAgain,
  operationWord,
  retryAfter,
  startAttempt,
  startHedge,
} from './calling'

export interface StoreClientConfig {
  placement: Placement
  shards: readonly (readonly number[])[] // node indices of the replicas, by shard
  fallbacks?: readonly (readonly number[])[] // by shard: who else may be asked
  atlas?: Atlas | null // where keys are once shards were added or removed; null: they stay as they are
  policies: readonly CallPolicy[] // by OP; each with a time-out
  timers: { store: number; backoff: number; hedge: number } // timer kinds of the role that asks
}
/** What a node that asks stores keeps in its state: what it was told last, which a crash forgets. */
export interface StoreAskerState {
  leaders: Map<number, number> // of each shard, node index; absent: not known
  latencies: Map<number, number> // of each replica that was asked, by node index: moving mean in microseconds
  latency: LatencyState // of tries that were answered well
  map: ShardMap
}
/** One store call under way, with its attempts. */
export interface StoreCall {
  attempt: number // one a try, and hedged copies
  tries: number
  first: number // attempt that began the present try
  open: number // bit i: the attempt `first + i` is under way; 0: none is
  sinceUs: number // when the first try began
  triedUs: number // and the present one
  waitedUs: number // before the present try
  sent: number // messages so far: an attempt sent elsewhere is sent once more
  to: number // node index that the latest one went to
  sentAtUs: number // when it went
  tried: number[] // node indices that attempts went to
  doubtful: boolean
  rejected: boolean // the present try was not let through, which is yet to be told
  cause: number
  timer: number
  hedgeTimer: number
}
/** What a caller must know of its own request. */
export interface StoreAsker {
  origin: number
  count: number
  path: number
  attempt: number
  op: number
  ask: number
  user: number
  key: number
  value: number
  floor: number // oldest version that the session may see, 0: any
  bound: number // greatest age of a bounded read in microseconds; the amount of a transfer
  deadlineAtUs: number // when whoever asked gives up
  store: StoreCall | null
}
/** How a store call ended. `flags`: RETURN_FLAG; `ageUs`: upper bound of a stale answer's age, −1: unknown. */
export interface StoreResult {
  status: number
  cause: number
  value: number
  version: number
  flags: number
  ageUs: number
  path: number
}
type Done<R extends StoreAsker> = (cluster: Cluster, node: ClusterNode, r: R, id: number, result: StoreResult) => void

/** More messages than this for one attempt are a circle of nodes that each name another. */
const MOST_HOPS = 4

/** Begins a store call for request `id`. With `self`, this node coordinates; else a replica does. */
export function askStore(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  path: number,
  self: { state: Coordinating; rules: QuorumRules } | null,
): void {
  if (!self) {
    r.store = {
      attempt: 0,
      tries: 0,
      first: 0,
      open: 0,
      sinceUs: cluster.nowUs,
      triedUs: cluster.nowUs,
      waitedUs: 0,
      sent: 0,
      to: -1,
      sentAtUs: 0,
      tried: [],
      doubtful: false,
      rejected: false,
      cause: CAUSE.none,
      timer: -1,
      hedgeTimer: -1,
    }
    tryReplica(cluster, node, config, r, id, path)
    return
  }
  const { map } = node.state as StoreAskerState
  const { members, old } = calledFor(config, map, r.user)
  const n = members.length - old
  const own = { n, fixedHomes: true, majorities: false, provenUs: -1 }
  const isWrite = r.op === OP.write
  const wanted = { ...callOf(r), op: r.op, ask: r.ask, floor: r.floor, boundUs: r.bound, attempt: r.attempt }
  const { need, floor, ageUs } = planned(cluster, node, members[0], wanted, own, n)
  coordinate(cluster, node, self.state, self.rules, {
    asks: r.op,
    op: r.op,
    key: r.key,
    value: r.value,
    version: isWrite ? stamp(cluster, node, self.state) : 0,
    siblings: null,
    members,
    homes: null,
    epoch: epochOf(map),
    need,
    fixed: NOT_FIXED,
    ageUs,
    tally: newTally(members.length, need, floor, old),
    origin: r.origin,
    count: r.count,
    path,
    askedBy: -1,
    call: id,
    attempt: r.attempt,
    timer: -1,
  })
}

/** Whose replicas to ask for a user's keys. */
function shardFor({ atlas, placement }: StoreClientConfig, map: ShardMap, user: number): number {
  return !atlas || map.changes.length === 0 ? placeOf(placement, user) : servingShard(atlas, map, user)
}
/** The homes of a user's keys, for who asks them all. */
function calledFor(
  config: StoreClientConfig,
  map: ShardMap,
  user: number,
): { members: readonly number[]; old: number } {
  const { atlas, shards } = config
  if (!atlas || map.changes.length === 0) return { members: shards[shardFor(config, map, user)], old: 0 }
  return homesOf(atlas, map, user)
}
function fallbacksFor(
  { atlas, fallbacks }: StoreClientConfig,
  map: ShardMap,
  user: number,
  shard: number,
): readonly number[] {
  const own = fallbacks?.[shard] ?? []
  return own.length === 0 || !atlas || map.changes.length === 0 ? own : standInsOf(atlas, map, user)
}

/** One more try, if the policy of the edge lets it through and there is time for it. */
function tryReplica(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  path: number,
): void {
  const call = r.store as StoreCall
  const policy = config.policies[r.op]
  call.tries++
  call.first = call.attempt + 1
  call.triedUs = cluster.nowUs
  const us = attemptUs(cluster, policy, r.deadlineAtUs)
  if (us === 0) call.cause = CAUSE.deadline
  if (us === 0 || (policy.guard >= 0 && !mayCall(cluster, node, policy.guard, r, id, call.tries === 1))) {
    // What becomes of it is told as of a try that failed, at once but not before the asker has finished asking.
    call.rejected = true
    call.timer = cluster.setTimer(node, 0, config.timers.store, r.origin, r.count, path, id, call.first)
    return
  }
  askOne(cluster, node, config, r, id, path, us)
  const timerPath = extendPath(path, config.timers.store, call.attempt)
  call.timer = startAttempt(
    cluster,
    node,
    policy,
    us,
    config.timers.store,
    { ...callOf(r), path: timerPath },
    id,
    call.first,
  )
  if (mayHedge(cluster, policy)) waitToHedge(cluster, node, config, policy, r, id, path)
}

/** Asks the replica whose turn it is. `us`: how long the attempt may take; `twin`: who has the copy that it is tied to, −1: none. */
function askOne(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  path: number,
  us: number,
  twin = -1,
): void {
  const call = r.store as StoreCall
  call.attempt++
  call.sent = 0
  call.open |= 1 << (call.attempt - call.first)
  const { leaders, latencies, map } = node.state as StoreAskerState
  const shard = shardFor(config, map, r.user)
  const to = chooseReplica(cluster, node, r, call, {
    shard: config.shards[shard],
    standIns: fallbacksFor(config, map, r.user, shard),
    leader: leaders.get(shard) ?? -1,
    followersMayAnswer: mayAskAnyone(r),
    latencies,
    called: config.shards[0][0],
  })
  const m = sendAttempt(cluster, node, config, r, id, path, to, us)
  if (twin >= 0 && twin !== to) cluster.queue.words[m * WORDS + W.attempt] |= besides(twin, true)
}

function learnPace({ nowUs }: Cluster, node: ClusterNode, { to, sentAtUs }: StoreCall): void {
  learnLatency((node.state as StoreAskerState).latencies, to, nowUs - sentAtUs)
}
/** Reads that need not see the newest state go to any replica: that is what makes them cheap, and what lets them be stale. */
function mayAskAnyone(r: StoreAsker): boolean {
  return r.op === OP.read && levelOf(r.ask) > LEVEL.strong
}
const TYPE_OF: Record<number, number> = {
  [OP.read]: TYPE.storeRead,
  [OP.write]: TYPE.storeWrite,
  [OP.transfer]: TYPE.storeTransfer,
}
function sendAttempt(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  path: number,
  to: number,
  us: number,
): number {
  const call = r.store as StoreCall
  call.sent++
  call.to = to
  call.sentAtUs = cluster.nowUs
  call.tried.push(to)
  const m = cluster.send(node, cluster.nodes[to], TYPE_OF[r.op], r.origin, r.count, path, call.attempt)
  const { words, floats } = cluster.queue
  const w = m * WORDS
  words[w + W.a] = r.op
  words[w + W.b] = r.ask & STORE_ASK
  words[w + W.c] = epochOf((node.state as StoreAskerState).map)
  words[w + W.call] = id
  words[w + W.key] = r.key
  words[w + W.value] = r.value
  floats[m * FLOATS + F.version] = r.floor
  floats[m * FLOATS + F.x] = r.bound
  floats[m * FLOATS + F.deadlineUs] = deadlineToTell(cluster, config.policies[r.op], us, r.deadlineAtUs)
  return m
}
/** The part of an operation's wishes that is the store's business: quorum and level. */
const STORE_ASK = 0xff | (7 << LEVEL_SHIFT) | CRITICALITY_MASK

/** A replica has answered: any attempt's success counts, also a late one. */
export function storeAnswered<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: R,
  id: number,
  m: number,
  done: Done<R>,
): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const call = r.store
  if (!call) return
  const status = words[w + W.a]
  const path = words[w + W.path]
  // Of an attempt that has gone on to another node only that one's answer counts.
  const attempt = attemptOf(words[w + W.attempt])
  const isOfLatest = attempt === call.attempt && words[w + W.from] === call.to
  if (isOfLatest) learnPace(cluster, node, call)
  if (status === STATUS.ok) {
    learnAnswer((node.state as StoreAskerState).latency, cluster.nowUs - call.triedUs)
    endCall(cluster, node, config, r, id, attempt, CAUSE.none)
    endOpen(cluster, node, config, r, id, CALLED_OFF)
    r.store = null
    done(cluster, node, r, id, {
      status: STATUS.ok,
      cause: CAUSE.none,
      value: words[w + W.value],
      version: cluster.queue.floats[m * FLOATS + F.version],
      flags: words[w + W.c],
      ageUs: cluster.queue.floats[m * FLOATS + F.x],
      path,
    })
    return
  }
  if (status === STATUS.unknown || isOfCopy(words[w + W.attempt])) call.doubtful = true
  if (status === STATUS.elsewhere && isOfLatest) {
    const { leaders, map } = node.state as StoreAskerState
    const shard = shardFor(config, map, r.user)
    const leader = words[w + W.c] - 1
    if (leader >= 0) leaders.set(shard, leader)
    else leaders.delete(shard)
    if (leader >= 0 && leader !== call.to && call.sent < MOST_HOPS) {
      sendAttempt(cluster, node, config, r, id, path, leader, config.policies[r.op].timeoutUs)
      return
    }
  }
  call.cause = words[w + W.b]
  const bit = 1 << (attempt - call.first)
  if (attempt < call.first || (call.open & bit) === 0) return // of an earlier try, or told twice
  if (attempt === call.attempt && !isOfLatest) return
  endCall(
    cluster,
    node,
    config,
    r,
    id,
    attempt,
    call.cause === CAUSE.calledOff ? CALLED_OFF : call.cause || CAUSE.refused,
  )
  call.open &= ~bit
  if (call.open !== 0) return
  tryAgain(cluster, node, config, r, id, path, done)
}

/** No answer within the attempt's time. */
export function storeTimedOut<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: R,
  id: number,
  timer: number,
  done: Done<R>,
): void {
  const words = cluster.queue.words
  const call = r.store
  if (!call || words[timer * WORDS + W.b] !== call.first || (call.open === 0 && !call.rejected)) return
  if (call.rejected) call.rejected = false
  else {
    call.doubtful = true
    call.cause = CAUSE.timeout
    learnPace(cluster, node, call)
    endOpen(cluster, node, config, r, id, CAUSE.timeout)
  }
  tryAgain(cluster, node, config, r, id, words[timer * WORDS + W.path], done)
}

function tryAgain<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: R,
  id: number,
  path: number,
  done: Done<R>,
): void {
  const call = r.store as StoreCall
  const policy = config.policies[r.op]
  call.open = 0
  cluster.cancelTimer(call.timer)
  cluster.cancelTimer(call.hedgeTimer)
  cluster.luck.aim(node.entity, PURPOSE.backoff, operationKey(cluster, r.origin, r.count), path)
  const failed = {
    called: config.shards[0][0],
    operation: operationWord(r.op),
    tries: call.tries,
    waitedUs: call.waitedUs,
    sinceUs: call.sinceUs,
    deadlineAtUs: r.deadlineAtUs,
    cause: call.cause,
  }
  const waitUs = retryAfter(cluster, node, policy, failed, callOf(r))
  if (waitUs < 0) {
    fail(cluster, node, r, id, path, done)
    return
  }
  call.waitedUs = waitUs
  cluster.setTimer(node, waitUs, config.timers.backoff, r.origin, r.count, path, id, call.attempt)
}
function fail<R extends StoreAsker>(
  cluster: Cluster,
  node: ClusterNode,
  r: R,
  id: number,
  path: number,
  done: Done<R>,
): void {
  const { doubtful, cause } = r.store as StoreCall
  r.store = null
  const status = r.op !== OP.read && doubtful ? STATUS.unknown : STATUS.failed
  done(cluster, node, r, id, { status, cause, value: 0, version: 0, flags: 0, ageUs: -1, path })
}
export function storeBackedOff(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  timer: number,
): void {
  const words = cluster.queue.words
  if (r.store?.open === 0 && words[timer * WORDS + W.b] === r.store.attempt)
    tryReplica(cluster, node, config, r, id, words[timer * WORDS + W.path])
}

/* ---- what the policy of the edge says ---- */

function callOf(r: StoreAsker): CallOf {
  return { origin: r.origin, count: r.count, path: r.path }
}
/** Whether the next attempt may be sent; where not, the call remembers why. */
function mayCall(
  cluster: Cluster,
  node: ClusterNode,
  guard: number,
  r: StoreAsker,
  id: number,
  isFirst: boolean,
): boolean {
  const call = r.store as StoreCall
  const verdict = askToCall(cluster, node, guard, callName(id, call.attempt + 1), isFirst, callOf(r))
  if (verdict !== GO) call.cause = verdict
  return verdict === GO
}
function endCall(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  attempt: number,
  cause: number,
): void {
  const { guard } = config.policies[r.op]
  if (guard >= 0) callEnded(cluster, node, guard, callName(id, attempt), cause, callOf(r))
}
/** Ends whatever is under way, and its timers. */
function endOpen(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  cause: number,
): void {
  const call = r.store as StoreCall
  cluster.cancelTimer(call.timer)
  cluster.cancelTimer(call.hedgeTimer)
  if (config.policies[r.op].guard < 0) return
  for (let attempt = call.first; attempt <= call.attempt; attempt++)
    if ((call.open & (1 << (attempt - call.first))) !== 0) endCall(cluster, node, config, r, id, attempt, cause)
}

function waitToHedge(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  policy: CallPolicy,
  r: StoreAsker,
  id: number,
  path: number,
): void {
  const call = r.store as StoreCall
  const waiting = {
    called: config.shards[0][0],
    operation: operationWord(r.op),
    sent: call.attempt - call.first + 1,
    tries: call.tries,
    deadlineAtUs: r.deadlineAtUs,
    latency: (node.state as StoreAskerState).latency,
  }
  const us = hedgeAfter(cluster, node, policy, waiting, callOf(r))
  if (us < 0) return
  const of = { origin: r.origin, count: r.count, path }
  call.hedgeTimer = startHedge(cluster, node, policy, us, config.timers.hedge, of, id, call.attempt)
}
/** No answer yet: another replica is asked the same, and whichever answers first counts (Dean and Barroso, CACM 2013). */
export function storeHedged(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  timer: number,
): void {
  const call = r.store
  const words = cluster.queue.words
  if (!call || call.open === 0 || words[timer * WORDS + W.b] !== call.attempt) return
  const policy = config.policies[r.op]
  const us = attemptUs(cluster, policy, r.deadlineAtUs)
  const { cause } = call
  if (us === 0 || !mayTryAgain(cluster, node, policy, 0, r.deadlineAtUs, callOf(r))) return
  if (policy.guard >= 0 && !mayCall(cluster, node, policy.guard, r, id, false)) {
    call.cause = cause
    return
  }
  const path = words[timer * WORDS + W.path]
  const twin = policy.hedge?.tied ? call.to : -1
  askOne(cluster, node, config, r, id, path, us, twin)
  cluster.recordCall(node, 'hedged', CAUSE.none, r.origin, r.count, call.to, policy.guard)
  waitToHedge(cluster, node, config, policy, r, id, path)
}

/** A map of shards has come from a replica: a later one is believed, an older one answered with what is known here. */
export function mapReceived(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  m: number,
  self: { state: Coordinating; rules: QuorumRules } | null,
): void {
  const state = node.state as StoreAskerState
  const { map: theirs } = cluster.queue.bodies[m] as MapBody
  const known = mergedMaps(state.map, theirs)
  const isNewer = epochOf(known) > epochOf(state.map)
  state.map = known
  if (isNewer && self)
    askAgain(cluster, node, self.state, self.rules, epochOf(known), (call) => {
      const { members, old } = calledFor(config, known, call.key)
      const isSame = old === call.tally.old && members.every((member, i) => member === call.members[i])
      return isSame ? null : { members, homes: null, old }
    })
  if (epochOf(theirs) >= epochOf(known)) return
  cluster.queue.bodies[m] = mapBody(known)
  cluster.reply(m, TYPE.shardMap)
}

/** Nobody waits for the store any more. */
export function dropStoreCall(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
): void {
  if (!r.store) return
  endOpen(cluster, node, config, r, id, CALLED_OFF)
  r.store = null
}
