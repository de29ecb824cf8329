/**
 * Asking a partitioned, replicated store: which shard, which of its replicas, and another one when no answer comes. A write
 * whose attempt got no answer may have taken effect, so its fate stays unknown unless some attempt succeeds. In modes with a
 * leader, whoever does not lead names who does; the asker goes there at once, and remembers.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import {
  CAUSE,
  CRITICALITY_MASK,
  F,
  LEVEL,
  LEVEL_SHIFT,
  OP,
  TYPE,
  W,
  besides,
  extendPath,
  isPlaced,
  levelOf,
} from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { epochOf } from '../../protocols/resharding/shardMap'
import type { CallPolicy } from '../calling'
import {
  attemptUs,
  deadlineToTell,
  hedgeAfter,
  mayHedge,
  mayTryAgain,
  operationWord,
  startAttempt,
  startHedge,
} from '../calling'
import { chooseReplica } from './replica'
import { askAll } from './coordinating'
import { callOf, mayCall } from './guarding'
import { shardAsked, shardOf } from './placing'
import { fallbacksFor, shardFor } from './shards'
import type { Self, StoreAsker, StoreAskerState, StoreCall, StoreClientConfig } from './state'

/** Begins a store call for request `id`. With `self`, this node coordinates; else a replica does. */
export function askStore(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  path: number,
  self: Self | null,
): void {
  if (self) {
    askAll(cluster, node, config, r, id, path, self)
    return
  }
  r.store = {
    attempt: 0,
    tries: 0,
    first: 0,
    open: 0,
    sinceUs: cluster.nowUs,
    triedUs: cluster.nowUs,
    waitedUs: 0,
    sent: 0,
    where: 0,
    to: -1,
    sentAtUs: 0,
    tried: [],
    part: 0,
    doubtful: false,
    rejected: false,
    cause: CAUSE.none,
    timer: -1,
    hedgeTimer: -1,
  }
  tryReplica(cluster, node, config, r, id, path)
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
  call.where = shardAsked(cluster, node, config, r)
  if (policy.perShard) call.part = shardOf(call)
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
  if (!isPlaced(call.where)) call.where = shardFor(config, map, r.user) // a hedged copy may know a later map than its try
  const shard = shardOf(call)
  const to = chooseReplica(cluster, node, r, call, {
    shard: config.shards[shard],
    standIns: fallbacksFor(config, map, r.user, call.where),
    leader: leaders.get(shard) ?? -1,
    followersMayAnswer: mayAskAnyone(r),
    latencies,
    called: config.shards[0][0],
  })
  const m = sendAttempt(cluster, node, config, r, id, path, to, us)
  if (twin >= 0 && twin !== to) cluster.queue.words[m * WORDS + W.attempt] |= besides(twin, true)
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

export function sendAttempt(
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
  words[w + W.c] = isPlaced(call.where) ? call.where : epochOf((node.state as StoreAskerState).map)
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
