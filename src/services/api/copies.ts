/**
 * Reads of the store through a cache of copies: the cache first (cache-aside), or the store first and a copy only where it does not
 * answer (stale-if-error, RFC 5861). Of those who fetch the same key at one instance only the first asks the store, if so
 * configured. What is answered from a copy says how old it may be, by clocks that need not agree: the cache's between copying and
 * answering, the instance's own for the way to and from it.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { ASK, CAUSE, F, LEVEL, OP, RETURN_FLAG, STATUS, TYPE, W, extendPath, levelOf } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { landed, mayFetch } from '../../resilience/cache'
import { CACHED, CACHE_ANSWER } from '../cache'
import { fallbackFor } from '../calling'
import type { StoreClientConfig, StoreResult } from '../store'
import { askStore } from '../store'
import { answer, partDone } from './answer'
import type { CopiesConfig, Copy, CopyCall, CopyingState } from './copyCall'
import { NO_CALL } from './copyCall'
import { isOff } from './flags'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, ownCoordinating, stateOf, withTimer } from './request'
import { suits, takesCopy } from './takesCopy'

type Place = [cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number]

const copiesOf = (node: ClusterNode): CopiesConfig => configOf(node).copies as CopiesConfig
const copyingOf = (node: ClusterNode): CopyingState => stateOf(node).copying as CopyingState

/** Whether copies have to do with this request. */
export function concernsCopies(node: ClusterNode, r: ApiRequest): boolean {
  const { copies } = configOf(node)
  if (!copies || r.key !== r.user) return false
  if (r.op === OP.read) return (r.ask & ASK.copies) !== 0 && levelOf(r.ask) !== LEVEL.strong
  return r.op === OP.write && copies.writes !== 'leave'
}

export function beginWithCopies(...[cluster, node, r, id]: Place): void {
  r.copy = { ...NO_CALL }
  const isCacheFirst = r.op === OP.read && (copiesOf(node).first === 'cache' || isOff(node, 'freshData'))
  if (isCacheFirst) askCache(cluster, node, r, id, 'first')
  else fetch(cluster, node, r, id, r.path)
}

function askCache(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, awaits: 'first' | 'rescue'): void {
  const call = r.copy as CopyCall
  const { words } = cluster.queue
  const us = copiesOf(node).timeoutUs
  const path = extendPath(r.path, API_TIMER.copy, awaits === 'first' ? 0 : 1)
  const m = cluster.send(node, cluster.nodes[configOf(node).cache], TYPE.cacheGet, r.origin, r.count, path, r.attempt)
  words[m * WORDS + W.call] = -id // positive ones are about extras
  words[m * WORDS + W.key] = r.key
  words[m * WORDS + W.a] = CACHED.data
  call.awaits = awaits
  call.askedUs = node.monotonic(cluster.nowUs)
  const timerPath = extendPath(path, API_TIMER.copy, 2)
  call.timer = cluster.startTimeout(node, cluster.timeoutLane(us), us, API_TIMER.copy, r.origin, r.count, timerPath, id)
}

/** The cache has answered about data, or about what was put. */
export function copyCame(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words, floats } = cluster.queue
  const { copying, requests } = stateOf(node)
  if (copying) copying.clockUs = Math.max(copying.clockUs, floats[m * FLOATS + F.deadlineUs])
  const id = -words[m * WORDS + W.call]
  const r = requests.get(id)
  const awaits = r?.copy?.awaits
  if (!r?.copy || !awaits) return
  cluster.cancelTimer(r.copy.timer)
  const flags = words[m * WORDS + W.c]
  const copy = (flags & CACHE_ANSWER.copy) !== 0 ? copyIn(cluster, node, r.copy, m) : null
  const isHit = words[m * WORDS + W.a] === STATUS.ok
  const path = words[m * WORDS + W.path]
  r.copy.awaits = ''
  if (awaits === 'rescue') {
    standIn(cluster, node, r, id, copy, path)
    return
  }
  const anyDoes = isOff(node, 'freshData')
  const isFresh = copy !== null && (isHit || (anyDoes && isYoungEnough(node, copy)))
  if (copy && takesCopy(cluster, node, r, copy, isFresh)) {
    if ((flags & CACHE_ANSWER.refresh) !== 0) refresh(cluster, node, r)
    serve(cluster, node, r, id, copy, anyDoes ? CAUSE.switchedOff : CAUSE.none, path)
    return
  }
  r.copy.spare = copy
  fetch(cluster, node, r, id, path)
}
function copyIn(cluster: Cluster, node: ClusterNode, call: CopyCall, m: number): Copy {
  const { words, floats } = cluster.queue
  const ownAgeMs = words[m * WORDS + W.b]
  const sinceUs = floats[m * FLOATS + F.x]
  const atUs = node.monotonic(cluster.nowUs)
  const copyUs = sinceUs < 0 ? -1 : sinceUs + atUs - call.askedUs
  return {
    value: words[m * WORDS + W.value],
    version: floats[m * FLOATS + F.version],
    ageUs: copyUs < 0 || ownAgeMs < 0 ? -1 : copyUs + ownAgeMs * 1_000,
    copyUs,
    atUs,
  }
}
function isYoungEnough(node: ClusterNode, copy: Copy): boolean {
  return copy.copyUs >= 0 && copy.copyUs <= copiesOf(node).staleIfErrorUs
}

export function cacheTimedOut(cluster: Cluster, node: ClusterNode, timer: number): void {
  withTimer(cluster, node, timer, (r, id) => {
    const awaits = r.copy?.awaits
    if (!r.copy || !awaits) return
    r.copy.awaits = ''
    const path = cluster.queue.words[timer * WORDS + W.path]
    if (awaits === 'first') fetch(cluster, node, r, id, path)
    else standIn(cluster, node, r, id, null, path)
  })
}

/** Asks the store, or waits for who asks it for the same. */
function fetch(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  const call = r.copy as CopyCall
  const { flights, clockUs } = copyingOf(node)
  call.clockUs = clockUs
  call.fetchedUs = node.monotonic(cluster.nowUs)
  if (r.op === OP.read && copiesOf(node).coalesces) {
    if (!mayFetch(flights, r.key, id, call.fetchedUs)) return
    call.fetches = true
  }
  askStore(cluster, node, configOf(node).store as StoreClientConfig, r, id, path, ownCoordinating(node))
}

/** The store's part of a request that copies concern is over. False: a copy is looked for in its place. */
export function storeCame(...[cluster, node, r, id, result]: [...Place, StoreResult]): boolean {
  const call = r.copy as CopyCall
  const isOk = result.status === STATUS.ok
  if (isOk) keepCopy(cluster, node, r, result)
  if (call.fetches) land(cluster, node, r, result)
  if (isOk || r.op !== OP.read || r.from < 0 || copiesOf(node).staleIfErrorUs === 0) return true
  lookForCopy(cluster, node, r, id, result.cause, result.path)
  return false
}
function keepCopy(cluster: Cluster, node: ClusterNode, r: ApiRequest, result: StoreResult): void {
  const call = r.copy as CopyCall
  const { words, floats } = cluster.queue
  const path = extendPath(result.path, API_TIMER.copy, 3)
  const m = cluster.send(node, cluster.nodes[configOf(node).cache], TYPE.cachePut, r.origin, r.count, path, r.attempt)
  const w = m * WORDS
  words[w + W.call] = 0
  words[w + W.key] = r.key
  words[w + W.a] = CACHED.data
  words[w + W.c] = r.op === OP.write && copiesOf(node).writes === 'forget' ? 1 : 0
  words[w + W.value] = r.op === OP.write ? r.value : result.value
  words[w + W.b] = ownAgeMs(node, r, result)
  floats[m * FLOATS + F.version] = result.version
  floats[m * FLOATS + F.deadlineUs] = call.clockUs
  floats[m * FLOATS + F.x] = node.monotonic(cluster.nowUs) - call.fetchedUs
}
/** How old the store's answer may have been when it was asked for, as far as it can be known: in ms, −1: unknown. */
function ownAgeMs(node: ClusterNode, r: ApiRequest, result: StoreResult): number {
  const { provenFrom, provesWrites } = copiesOf(node)
  if (r.op === OP.write) return provesWrites ? 0 : -1
  if ((result.flags & RETURN_FLAG.stale) !== 0) return result.ageUs < 0 ? -1 : Math.ceil(result.ageUs / 1_000)
  return levelOf(r.ask) === LEVEL.mode && (r.ask & 0xff) < provenFrom ? -1 : 0
}

/** Those who waited for the same have it too: to them it is a copy, as of when it was asked for. */
function land(cluster: Cluster, node: ClusterNode, r: ApiRequest, result: StoreResult): void {
  const call = r.copy as CopyCall
  call.fetches = false
  const atUs = node.monotonic(cluster.nowUs)
  const { sinceUs, waiting } = landed(copyingOf(node).flights, r.key)
  for (const id of waiting) {
    const w = stateOf(node).requests.get(id)
    if (!w?.copy) continue
    if (result.status === STATUS.ok) {
      const copyUs = atUs - sinceUs
      const own = ownAgeMs(node, r, result)
      const ageUs = own < 0 ? -1 : copyUs + own * 1_000
      const copy = { value: result.value, version: result.version, ageUs, copyUs, atUs }
      if (suits(w, copy)) serve(cluster, node, w, id, copy, CAUSE.none, w.path)
      else askStore(cluster, node, configOf(node).store as StoreClientConfig, w, id, w.path, ownCoordinating(node))
    } else if (copiesOf(node).staleIfErrorUs > 0 && w.from >= 0) lookForCopy(cluster, node, w, id, result.cause, w.path)
    else fail(cluster, node, w, id, result.cause, w.path)
  }
}
/** Whoever fetched a key was answered before that was over: of those who wait, the first fetches it now. */
export function fetchAbandoned(cluster: Cluster, node: ClusterNode, timer: number): void {
  const { words } = cluster.queue
  const { copying, requests } = stateOf(node)
  if (!copying) return
  const { waiting } = landed(copying.flights, words[timer * WORDS + W.a])
  for (const id of waiting) {
    const w = requests.get(id)
    if (w?.copy) fetch(cluster, node, w, id, w.path)
  }
}

/** Fetches anew what has just been served from a copy, for nobody in particular. */
function refresh(cluster: Cluster, node: ClusterNode, asked: ApiRequest): void {
  const state = stateOf(node)
  const id = state.next++
  const path = extendPath(asked.path, API_TIMER.copy, 4)
  const ask = asked.ask & ~ASK.recommendations
  const r = {
    ...asked,
    from: -1,
    path,
    ask,
    waitsFor: 1,
    flags: 0,
    timer: -1,
    copy: { ...NO_CALL },
    store: null,
    asks: 0,
  }
  state.requests.set(id, r)
  fetch(cluster, node, r, id, path)
}

/* ---- the store does not answer ---- */

function lookForCopy(
  cluster: Cluster,
  node: ClusterNode,
  r: ApiRequest,
  id: number,
  cause: number,
  path: number,
): void {
  const call = r.copy as CopyCall
  call.cause = cause
  if (call.spare) standIn(cluster, node, r, id, call.spare, path)
  else askCache(cluster, node, r, id, 'rescue')
}
function standIn(
  cluster: Cluster,
  node: ClusterNode,
  r: ApiRequest,
  id: number,
  copy: Copy | null,
  path: number,
): void {
  const { cause } = r.copy as CopyCall
  const aged = copy && agedBy(copy, node.monotonic(cluster.nowUs) - copy.atUs)
  if (aged && suits(r, aged) && standsIn(cluster, node, r, aged, cause)) serve(cluster, node, r, id, aged, cause, path)
  else fail(cluster, node, r, id, cause, path)
}
function standsIn(cluster: Cluster, node: ClusterNode, r: ApiRequest, copy: Copy, cause: number): boolean {
  const { store, copies } = configOf(node)
  const chain = [{ kind: 'staleCache', causes: [], maxAgeUs: copies?.staleIfErrorUs ?? 0 }] as const
  const called = store?.shards[0][0] ?? -1
  return fallbackFor(cluster, node, chain, { called, operation: 'read', cause, ageUs: copy.copyUs }, r) === 0
}
function agedBy(copy: Copy, us: number): Copy {
  const later = (ageUs: number): number => (ageUs < 0 ? -1 : ageUs + us)
  return { ...copy, ageUs: later(copy.ageUs), copyUs: later(copy.copyUs), atUs: copy.atUs + us }
}
function fail(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, cause: number, path: number): void {
  r.status = STATUS.failed
  r.cause = cause
  answer(cluster, node, r, id, path)
}
/** `cause`: why it is a copy though it should not be; none: copies are what was asked for. */
function serve(
  cluster: Cluster,
  node: ClusterNode,
  r: ApiRequest,
  id: number,
  copy: Copy,
  cause: number,
  path: number,
): void {
  r.status = STATUS.ok
  r.value = copy.value
  r.version = copy.version
  r.ageUs = copy.ageUs
  r.copyUs = copy.copyUs
  r.flags |= RETURN_FLAG.copied | RETURN_FLAG.stale
  if (cause !== CAUSE.none) {
    r.cause = cause
    r.flags |= RETURN_FLAG.degraded
    copyingOf(node).stoodIn++
  }
  partDone(cluster, node, r, id, path)
}
