/**
 * A stateless API instance: it knows which shard holds a user, asks one of its replicas (or the replicas themselves), tries
 * another when no answer comes, and gathers what a dashboard needs besides.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { ASK, CAUSE, OP, STATUS, TYPE, W, mark } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { QuorumRules } from '../../protocols/dynamo/coordinator'
import { idle, idleAgain, timedOut } from '../../protocols/dynamo/coordinator'
import { FIRST_MAP } from '../../protocols/resharding/shardMap'
import type { StoreClientConfig } from '../store'
import { askStore, storeAnswered, storeBackedOff, storeHedged, storeTimedOut } from '../store'
import { commandBreakers, newGuards, noLatency } from '../calling'
import { answer } from './answer'
import { beginWithCopies, cacheTimedOut, concernsCopies, copyCame, fetchAbandoned } from './copies'
import { noCopying } from './copyCall'
import { commandFlag, isOff, switchedOff } from './flags'
import {
  askCache,
  askDependency,
  cacheAnswered,
  cacheSilent,
  goBare,
  recommendAnswered,
  recommended,
} from './recommendations'
import type { ApiState } from './request'
import { API_TIMER, configOf, newRequest, ownCoordinating, stateOf, withRequest, withTimer } from './request'
import { mapCame, memberAnswered, storePart } from './storePart'
import { enqueued, submissionTimedOut, submit } from './submission'

export const api: Role = {
  start(_cluster, node) {
    node.state = {
      requests: new Map(),
      next: 1,
      guards: newGuards(node),
      coordinating: idle(),
      leaders: new Map(),
      latencies: new Map(),
      latency: noLatency(),
      map: FIRST_MAP,
      copying: noCopying(configOf(node).copies),
      off: switchedOff(configOf(node).off),
    } satisfies ApiState
  },
  crash(_cluster, node) {
    const { next, coordinating, off } = stateOf(node)
    node.state = {
      requests: new Map(),
      next,
      guards: newGuards(node),
      coordinating: idleAgain(coordinating),
      leaders: new Map(),
      latencies: new Map(),
      latency: noLatency(),
      map: FIRST_MAP,
      copying: noCopying(configOf(node).copies),
      off,
    } satisfies ApiState
  },
  receive(cluster, node, m) {
    RECEIVE[cluster.queue.words[m * WORDS + W.type]]?.(cluster, node, m)
  },
  timer(cluster, node, timer) {
    TIMERS[cluster.queue.words[timer * WORDS + W.type]]?.(cluster, node, timer)
  },
  refuse(cluster, _node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.request)
      mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.overloaded)
  },
  command(cluster, node, command) {
    commandBreakers(cluster, node, command)
    commandFlag(cluster, node, command)
  },
}

type Handler = (cluster: Cluster, node: ClusterNode, slot: number) => void
const RECEIVE: Partial<Record<number, Handler>> = {
  [TYPE.request]: accept,
  [TYPE.storeAnswer]: (cluster, node, m) =>
    withRequest(cluster, node, m, (r, id) =>
      storeAnswered(cluster, node, configOf(node).store as StoreClientConfig, r, id, m, storePart),
    ),
  [TYPE.shardMap]: mapCame,
  [TYPE.replicaValue]: memberAnswered,
  [TYPE.replicaAck]: memberAnswered,
  [TYPE.cacheAnswer]: (cluster, node, m) =>
    (cluster.queue.words[m * WORDS + W.call] > 0 ? cacheAnswered : copyCame)(cluster, node, m),
  [TYPE.recommendAnswer]: recommendAnswered,
  [TYPE.enqueued]: enqueued,
}
const TIMERS: Partial<Record<number, Handler>> = {
  [API_TIMER.quorum]: (cluster, node, t) =>
    timedOut(
      cluster,
      node,
      stateOf(node).coordinating,
      configOf(node).quorumRules as QuorumRules,
      cluster.queue.words[t * WORDS + W.a],
    ),
  [API_TIMER.store]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) =>
      storeTimedOut(cluster, node, configOf(node).store as StoreClientConfig, r, id, t, storePart),
    ),
  [API_TIMER.backoff]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) =>
      storeBackedOff(cluster, node, configOf(node).store as StoreClientConfig, r, id, t),
    ),
  [API_TIMER.cache]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) => cacheSilent(cluster, node, r, id, cluster.queue.words[t * WORDS + W.path])),
  [API_TIMER.recommend]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) =>
      recommended(cluster, node, r, id, CAUSE.timeout, cluster.queue.words[t * WORDS + W.path]),
    ),
  [API_TIMER.copy]: cacheTimedOut,
  [API_TIMER.abandoned]: fetchAbandoned,
  [API_TIMER.again]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) =>
      askDependency(cluster, node, r, id, cluster.queue.words[t * WORDS + W.path]),
    ),
  [API_TIMER.hedge]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) =>
      storeHedged(cluster, node, configOf(node).store as StoreClientConfig, r, id, t),
    ),
  [API_TIMER.submit]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) =>
      submissionTimedOut(cluster, node, r, id, cluster.queue.words[t * WORDS + W.path]),
    ),
}

/** A request has come: begin all of its parts at once. */
function accept(cluster: Cluster, node: ClusterNode, m: number): void {
  const config = configOf(node)
  const state = stateOf(node)
  const id = state.next++
  const r = newRequest(cluster, m)
  state.requests.set(id, r)
  if (r.op === OP.submit) {
    submit(cluster, node, r, id)
    return
  }
  if (r.op === OP.call || !config.store) {
    answer(cluster, node, r, id, r.path)
    return
  }
  if ((r.ask & ASK.recommendations) !== 0 && config.recommendations) {
    if (isOff(node, 'recommendations')) goBare(r, CAUSE.switchedOff)
    else {
      r.waitsFor++
      if (config.cache >= 0) askCache(cluster, node, r, id)
      else askDependency(cluster, node, r, id, r.path)
      if (!state.requests.has(id)) return // its fallback was to refuse
    }
  }
  if (concernsCopies(node, r)) beginWithCopies(cluster, node, r, id)
  else askStore(cluster, node, config.store, r, id, r.path, ownCoordinating(node))
}
