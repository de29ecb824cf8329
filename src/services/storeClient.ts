/**
 * Asking a partitioned, replicated store: which shard, which of its replicas, and another one when no answer comes. A write
 * whose attempt got no answer may have taken effect, so its fate stays unknown unless some attempt succeeds.
 */
import type { Cluster, ClusterNode } from '../cluster'
import { CAUSE, F, OP, PURPOSE, STATUS, TYPE, W, extendPath, operationKey } from '../cluster'
import { FLOATS, WORDS } from '../kernel/eventQueue'
import type { RangePartition } from '../partitioning/range'
import { shardOf } from '../partitioning/range'
import type { Coordinating, QuorumRules } from '../protocols/quorum/coordinator'
import { coordinate, stamp } from '../protocols/quorum/coordinator'
import { newTally } from '../protocols/quorum/tally'
import type { BackoffConfig } from '../resilience/backoff'
import { backoffUs } from '../resilience/backoff'

export interface StoreClientConfig {
  partition: RangePartition
  shards: readonly (readonly number[])[] // node indices of the replicas, by shard
  attempts: number
  timeoutUs: number
  backoff: BackoffConfig
  timers: { store: number; backoff: number } // timer kinds of the role that asks
}
/** One store call under way, with its attempts. */
export interface StoreCall {
  attempt: number
  doubtful: boolean
  cause: number
  timer: number
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
  store: StoreCall | null
}
type Done<R extends StoreAsker> = (
  cluster: Cluster,
  node: ClusterNode,
  r: R,
  id: number,
  status: number,
  cause: number,
  value: number,
  version: number,
  path: number,
) => void

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
    r.store = { attempt: 0, doubtful: false, cause: CAUSE.none, timer: -1 }
    tryReplica(cluster, node, config, r, id, path)
    return
  }
  const members = config.shards[shardOf(config.partition, r.user)]
  coordinate(cluster, node, self.state, self.rules, {
    op: r.op,
    key: r.key,
    value: r.value,
    version: r.op === OP.write ? stamp(cluster, node, self.state) : 0,
    members,
    tally: newTally(members.length, r.ask & 0xff),
    origin: r.origin,
    count: r.count,
    path,
    askedBy: -1,
    call: id,
    attempt: r.attempt,
    timer: -1,
  })
}

function tryReplica(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  path: number,
): void {
  const call = r.store as StoreCall
  call.attempt++
  const replicas = config.shards[shardOf(config.partition, r.user)]
  const who = operationKey(cluster, r.origin, r.count)
  const first = cluster.draws.at(node.entity, PURPOSE.choice, who, r.attempt).int(replicas.length)
  const to = cluster.nodes[replicas[(first + call.attempt - 1) % replicas.length]]
  const m = cluster.send(
    node,
    to,
    r.op === OP.read ? TYPE.storeRead : TYPE.storeWrite,
    r.origin,
    r.count,
    path,
    call.attempt,
  )
  const words = cluster.queue.words
  const w = m * WORDS
  words[w + W.b] = r.ask & 0xff
  words[w + W.call] = id
  words[w + W.key] = r.key
  words[w + W.value] = r.value
  const lane = cluster.timeoutLane(config.timeoutUs)
  const timerPath = extendPath(path, config.timers.store, call.attempt)
  call.timer = cluster.setTimeout(
    node,
    lane,
    config.timeoutUs,
    config.timers.store,
    r.origin,
    r.count,
    timerPath,
    id,
    call.attempt,
  )
}

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
  if (status === STATUS.ok) {
    cluster.cancelTimer(call.timer)
    r.store = null
    done(
      cluster,
      node,
      r,
      id,
      STATUS.ok,
      CAUSE.none,
      words[w + W.value],
      cluster.queue.floats[m * FLOATS + F.version],
      path,
    )
    return
  }
  if (status === STATUS.unknown) call.doubtful = true
  call.cause = words[w + W.b]
  if (words[w + W.attempt] !== call.attempt) return
  cluster.cancelTimer(call.timer)
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
  if (!call || words[timer * WORDS + W.b] !== call.attempt) return
  call.doubtful = true
  call.cause = CAUSE.timeout
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
  if (call.attempt >= config.attempts) {
    r.store = null
    const status = r.op === OP.write && call.doubtful ? STATUS.unknown : STATUS.failed
    done(cluster, node, r, id, status, call.cause, 0, 0, path)
    return
  }
  const unit = cluster.draws.at(node.entity, PURPOSE.backoff, operationKey(cluster, r.origin, r.count), path).unit()
  cluster.setTimer(
    node,
    backoffUs(config.backoff, call.attempt + 1, unit),
    config.timers.backoff,
    r.origin,
    r.count,
    path,
    id,
    call.attempt,
  )
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
  if (r.store && words[timer * WORDS + W.b] === r.store.attempt)
    tryReplica(cluster, node, config, r, id, words[timer * WORDS + W.path])
}
