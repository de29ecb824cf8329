/**
 * A stateless API instance: it knows which shard holds a user, asks one of its replicas (or the replicas themselves), tries
 * another when no answer comes, and gathers what a dashboard needs besides: recommendations, from the cache or, behind a
 * circuit breaker, from the dependency. A dashboard without recommendations is still a dashboard: it is answered, and marked degraded.
 */
import type { Cluster, ClusterNode, Command, Role } from '../cluster'
import { ASK, CAUSE, F, OP, RETURN_FLAG, STATUS, TYPE, W, extendPath, mark } from '../cluster'
import { FLOATS, WORDS } from '../kernel/eventQueue'
import type { Coordinating, QuorumRules } from '../protocols/dynamo/coordinator'
import { answered, idle, idleAgain, timedOut } from '../protocols/dynamo/coordinator'
import { AGE_UNKNOWN, FRESH } from '../protocols/dynamo/levels'
import { FIRST_MAP } from '../protocols/resharding/shardMap'
import type { Breaker, BreakerConfig } from '../resilience/breaker'
import { BREAKER_MODES, callEnded, forceBreaker, mayCall, newBreaker } from '../resilience/breaker'
import type { StoreAskerState, StoreClientConfig, StoreCall, StoreResult } from './storeClient'
import { askStore, mapReceived, storeAnswered, storeBackedOff, storeTimedOut } from './storeClient'

export interface ApiConfig {
  store: StoreClientConfig | null
  quorumRules: QuorumRules | null // when it coordinates by itself
  queue: number // node index, −1: none
  cache: number
  recommendations: { node: number; timeoutUs: number; breaker: BreakerConfig | null; group: string } | null
  submitTimeoutUs: number
}
/** A request being worked on. */
export interface ApiRequest {
  from: number // who handed it over
  via: number
  origin: number
  count: number
  path: number
  attempt: number
  call: number
  op: number
  ask: number
  user: number
  key: number
  waitsFor: number // parts still missing
  floor: number
  bound: number
  status: number
  cause: number
  flags: number
  ageUs: number
  value: number
  version: number
  store: StoreCall | null
  timer: number // of the recommendations, or of the submission
  asks: number // type of the answer that the recommendations wait for, 0: none
}
export interface ApiState extends StoreAskerState {
  requests: Map<number, ApiRequest>
  next: number
  breaker: Breaker | null
  coordinating: Coordinating
}
export const API_TIMER = { quorum: 1, store: 2, backoff: 3, cache: 4, recommend: 5, submit: 6 } as const
const configOf = (node: ClusterNode): ApiConfig => node.config as ApiConfig
const stateOf = (node: ClusterNode): ApiState => node.state as ApiState

export const api: Role = {
  start(_cluster, node) {
    node.state = {
      requests: new Map(),
      next: 1,
      breaker: closedBreaker(node),
      coordinating: idle(),
      leaders: new Map(),
      map: FIRST_MAP,
    } satisfies ApiState
  },
  crash(_cluster, node) {
    const { next, coordinating } = stateOf(node)
    node.state = {
      requests: new Map(),
      next,
      breaker: closedBreaker(node),
      coordinating: idleAgain(coordinating),
      leaders: new Map(),
      map: FIRST_MAP,
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
    commandBreaker(cluster, node, command)
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
  [TYPE.cacheAnswer]: cacheAnswered,
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
    withTimer(cluster, node, t, (r, id) =>
      askDependency(cluster, node, r, id, cluster.queue.words[t * WORDS + W.path]),
    ),
  [API_TIMER.recommend]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) =>
      recommended(cluster, node, r, id, true, CAUSE.timeout, cluster.queue.words[t * WORDS + W.path]),
    ),
  [API_TIMER.submit]: (cluster, node, t) =>
    withTimer(cluster, node, t, (r, id) => {
      r.status = STATUS.unknown
      r.cause = CAUSE.timeout
      answer(cluster, node, r, id, cluster.queue.words[t * WORDS + W.path])
    }),
}
function withRequest(cluster: Cluster, node: ClusterNode, m: number, act: (r: ApiRequest, id: number) => void): void {
  const id = cluster.queue.words[m * WORDS + W.call]
  const r = stateOf(node).requests.get(id)
  if (r) act(r, id)
}
function withTimer(cluster: Cluster, node: ClusterNode, t: number, act: (r: ApiRequest, id: number) => void): void {
  const id = cluster.queue.words[t * WORDS + W.a]
  const r = stateOf(node).requests.get(id)
  if (r) act(r, id)
}

/** A request has come: begin all of its parts at once. */
function accept(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const config = configOf(node)
  const state = stateOf(node)
  const id = state.next++
  const r: ApiRequest = {
    from: words[w + W.from],
    via: words[w + W.via],
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
    attempt: words[w + W.attempt],
    call: words[w + W.call],
    op: words[w + W.a],
    ask: words[w + W.b],
    user: words[w + W.c],
    key: words[w + W.key],
    floor: cluster.queue.floats[m * FLOATS + F.version],
    bound: cluster.queue.floats[m * FLOATS + F.x],
    waitsFor: 1,
    status: STATUS.ok,
    cause: CAUSE.none,
    flags: 0,
    ageUs: -1,
    value: words[w + W.value],
    version: 0,
    store: null,
    timer: -1,
    asks: 0,
  }
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
    r.waitsFor++
    if (config.cache >= 0) askCache(cluster, node, r, id)
    else askDependency(cluster, node, r, id, r.path)
  }
  askStore(cluster, node, config.store, r, id, r.path, ownCoordinating(node))
}

/** One part of the answer is there. */
function partDone(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  if (--r.waitsFor === 0) answer(cluster, node, r, id, path)
}
function answer(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  stateOf(node).requests.delete(id)
  if (r.timer >= 0) cluster.cancelTimer(r.timer)
  if (r.op === OP.write && r.status === STATUS.ok && (r.ask & ASK.emitsJob) !== 0) enqueue(cluster, node, r, 0, path)
  const m = cluster.send(node, cluster.nodes[r.from], TYPE.answer, r.origin, r.count, path, r.attempt)
  const words = cluster.queue.words
  words[m * WORDS + W.via] = r.via
  words[m * WORDS + W.call] = r.call
  words[m * WORDS + W.key] = r.key
  words[m * WORDS + W.value] = r.value
  cluster.queue.floats[m * FLOATS + F.version] = r.version
  cluster.queue.floats[m * FLOATS + F.x] = r.ageUs
  mark(cluster, m, r.status, r.cause, r.flags)
}

/* ---- the store ---- */

/** Null where a replica coordinates. */
function ownCoordinating(node: ClusterNode): { state: Coordinating; rules: QuorumRules } | null {
  const { quorumRules } = configOf(node)
  return quorumRules && { state: stateOf(node).coordinating, rules: quorumRules }
}
function mapCame(cluster: Cluster, node: ClusterNode, m: number): void {
  const { store } = configOf(node)
  if (store) mapReceived(cluster, node, store, m, ownCoordinating(node))
}

/** The store's part is over, well or badly. A dashboard without its data is no dashboard. */
function storePart(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, result: StoreResult): void {
  r.status = result.status
  r.cause = result.cause
  r.value = result.value
  r.version = result.version
  r.flags |= result.flags
  r.ageUs = result.ageUs
  if (result.status !== STATUS.ok) answer(cluster, node, r, id, result.path)
  else partDone(cluster, node, r, id, result.path)
}

function memberAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const rules = configOf(node).quorumRules
  if (!rules) return
  answered(cluster, node, stateOf(node).coordinating, rules, words[w + W.call], {
    member: words[w + W.from],
    version: cluster.queue.floats[m * FLOATS + F.version],
    value: words[w + W.value],
    siblings: null,
    isVolatile: false,
    path: words[w + W.path],
  })
}
/** Rules for an instance that coordinates by itself (client-driven coordination, Dynamo 6.4). */
export function apiQuorumRules(timeoutUs: number, readRepair: boolean): QuorumRules {
  return {
    timeoutUs,
    readRepair: readRepair ? 'background' : 'off',
    timerKind: API_TIMER.quorum,
    done(cluster, node, call, status, cause) {
      const r = stateOf(node).requests.get(call.call)
      if (!r) return
      const { value, version, path } = call
      const flags = call.ageUs === FRESH ? 0 : RETURN_FLAG.stale
      const ageUs = Math.max(call.ageUs, AGE_UNKNOWN)
      storePart(cluster, node, r, call.call, { status, cause, value, version, flags, ageUs, path })
    },
  }
}

/* ---- recommendations: cache, then breaker, then dependency ---- */

function askCache(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
  const { cache, recommendations } = configOf(node)
  const m = cluster.send(node, cluster.nodes[cache], TYPE.cacheGet, r.origin, r.count, r.path, r.attempt)
  cluster.queue.words[m * WORDS + W.call] = id
  cluster.queue.words[m * WORDS + W.key] = r.user
  r.asks = TYPE.cacheAnswer
  const us = recommendations?.timeoutUs ?? 0
  r.timer = cluster.startTimeout(
    node,
    cluster.timeoutLane(us),
    us,
    API_TIMER.cache,
    r.origin,
    r.count,
    extendPath(r.path, API_TIMER.cache, 0),
    id,
  )
}
function cacheAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
  withRequest(cluster, node, m, (r, id) => {
    const words = cluster.queue.words
    const path = words[m * WORDS + W.path]
    if (r.asks !== TYPE.cacheAnswer) return // too late, or twice
    cluster.cancelTimer(r.timer)
    r.timer = -1
    r.asks = 0
    if (words[m * WORDS + W.a] !== STATUS.ok) {
      askDependency(cluster, node, r, id, path)
      return
    }
    r.flags |= RETURN_FLAG.cached
    partDone(cluster, node, r, id, path)
  })
}

function askDependency(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  const { recommendations } = configOf(node)
  if (!recommendations) return
  r.timer = -1
  r.asks = 0
  if (!throughBreaker(cluster, node, (b, c) => mayCall(b, c, cluster.nowUs))) {
    degrade(r, CAUSE.breakerOpen)
    partDone(cluster, node, r, id, path)
    return
  }
  const m = cluster.send(node, cluster.nodes[recommendations.node], TYPE.recommend, r.origin, r.count, path, r.attempt)
  cluster.queue.words[m * WORDS + W.call] = id
  cluster.queue.words[m * WORDS + W.key] = r.user
  r.asks = TYPE.recommendAnswer
  const us = recommendations.timeoutUs
  r.timer = cluster.startTimeout(
    node,
    cluster.timeoutLane(us),
    us,
    API_TIMER.recommend,
    r.origin,
    r.count,
    extendPath(path, API_TIMER.recommend, 0),
    id,
  )
}
function recommendAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
  withRequest(cluster, node, m, (r, id) => {
    const words = cluster.queue.words
    if (r.asks !== TYPE.recommendAnswer) return
    cluster.cancelTimer(r.timer)
    recommended(
      cluster,
      node,
      r,
      id,
      words[m * WORDS + W.a] !== STATUS.ok,
      words[m * WORDS + W.b],
      words[m * WORDS + W.path],
    )
  })
}
function recommended(
  cluster: Cluster,
  node: ClusterNode,
  r: ApiRequest,
  id: number,
  failed: boolean,
  cause: number,
  path: number,
): void {
  r.timer = -1
  r.asks = 0
  throughBreaker(cluster, node, (b, c) => {
    callEnded(b, c, failed, cluster.nowUs)
    return true
  })
  const { cache } = configOf(node)
  if (failed) degrade(r, cause)
  else if (cache >= 0) {
    const m = cluster.send(node, cluster.nodes[cache], TYPE.cachePut, r.origin, r.count, path, r.attempt)
    cluster.queue.words[m * WORDS + W.call] = 0
    cluster.queue.words[m * WORDS + W.key] = r.user
  }
  partDone(cluster, node, r, id, path)
}
function degrade(r: ApiRequest, cause: number): void {
  r.flags |= RETURN_FLAG.degraded
  if (r.cause === CAUSE.none) r.cause = cause
}

function closedBreaker(node: ClusterNode): Breaker | null {
  const config = configOf(node).recommendations?.breaker
  return config ? newBreaker(config) : null
}
/** Uses the breaker, and writes down when that changed its mode. Without one, everything may pass. */
function throughBreaker(
  cluster: Cluster,
  node: ClusterNode,
  use: (breaker: Breaker, config: BreakerConfig) => boolean,
): boolean {
  const { recommendations } = configOf(node)
  const { breaker } = stateOf(node)
  if (!recommendations?.breaker || !breaker) return true
  const before = breaker.mode
  const result = use(breaker, recommendations.breaker)
  if (breaker.mode !== before) {
    cluster.recordState(
      node,
      'breaker',
      recommendations.node,
      BREAKER_MODES.indexOf(before),
      BREAKER_MODES.indexOf(breaker.mode),
    )
  }
  return result
}
function commandBreaker(cluster: Cluster, node: ClusterNode, command: Command): void {
  if (!('edge' in command) || command.edge !== configOf(node).recommendations?.group) return
  const event = command.kind === 'tripBreaker' ? 'trip' : command.kind === 'closeBreaker' ? 'force' : 'reset'
  throughBreaker(cluster, node, (b, c) => {
    forceBreaker(b, c, event, cluster.nowUs)
    return true
  })
}

/* ---- jobs ---- */

function submit(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
  const { queue, submitTimeoutUs } = configOf(node)
  if (queue < 0) {
    r.status = STATUS.failed
    r.cause = CAUSE.refused
    answer(cluster, node, r, id, r.path)
    return
  }
  enqueue(cluster, node, r, id, r.path)
  const lane = cluster.timeoutLane(submitTimeoutUs)
  r.timer = cluster.startTimeout(
    node,
    lane,
    submitTimeoutUs,
    API_TIMER.submit,
    r.origin,
    r.count,
    extendPath(r.path, API_TIMER.submit, 0),
    id,
  )
}
function enqueue(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  const { queue } = configOf(node)
  if (queue < 0) return
  const m = cluster.send(node, cluster.nodes[queue], TYPE.enqueue, r.origin, r.count, path, r.attempt)
  cluster.queue.words[m * WORDS + W.call] = id
  cluster.queue.words[m * WORDS + W.key] = r.user
}
function enqueued(cluster: Cluster, node: ClusterNode, m: number): void {
  withRequest(cluster, node, m, (r, id) => {
    const words = cluster.queue.words
    if (r.op !== OP.submit) return
    r.status = words[m * WORDS + W.a]
    r.cause = words[m * WORDS + W.b]
    answer(cluster, node, r, id, words[m * WORDS + W.path])
  })
}
