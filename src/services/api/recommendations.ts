/**
 * What a dashboard needs besides its data: recommendations, from the cache or, behind a circuit breaker, from the dependency. A
 * dashboard without recommendations is still a dashboard: it is answered, and marked degraded.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, F, RETURN_FLAG, STATUS, TYPE, W, extendPath } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { callEnded, mayCall } from '../../resilience/breaker'
import { CACHED, CACHE_ANSWER } from '../cache'
import { partDone } from './answer'
import { throughBreaker } from './breaker'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, stateOf, withRequest } from './request'

export function askCache(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
  const { cache, recommendations } = configOf(node)
  const m = cluster.send(node, cluster.nodes[cache], TYPE.cacheGet, r.origin, r.count, r.path, r.attempt)
  cluster.queue.words[m * WORDS + W.a] = CACHED.extras
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
export function cacheAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
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
    if ((words[m * WORDS + W.c] & CACHE_ANSWER.refresh) !== 0) refresh(cluster, node, r)
    partDone(cluster, node, r, id, path)
  })
}

/** Fetches anew what the cache still served, for nobody in particular. */
function refresh(cluster: Cluster, node: ClusterNode, asked: ApiRequest): void {
  const state = stateOf(node)
  const id = state.next++
  const path = extendPath(asked.path, API_TIMER.recommend, 1)
  const r = { ...asked, from: -1, path, waitsFor: 1, flags: 0, timer: -1, copy: null, store: null }
  state.requests.set(id, r)
  askDependency(cluster, node, r, id, path)
}
export function askDependency(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  const { recommendations } = configOf(node)
  if (!recommendations) return
  r.timer = -1
  r.asks = 0
  if (!throughBreaker(cluster, node, (b, c) => mayCall(b, c, cluster.nowUs))) {
    goBare(r, CAUSE.breakerOpen)
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
export function recommendAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
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
export function recommended(
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
  if (failed) goBare(r, cause)
  else if (cache >= 0) {
    putExtras(cluster, node, r, path)
  }
  partDone(cluster, node, r, id, path)
}
/** What they are is of no interest here, nor how old; only that the cache has them. */
function putExtras(cluster: Cluster, node: ClusterNode, r: ApiRequest, path: number): void {
  const m = cluster.send(node, cluster.nodes[configOf(node).cache], TYPE.cachePut, r.origin, r.count, path, r.attempt)
  const { words, floats } = cluster.queue
  const w = m * WORDS
  words[w + W.a] = CACHED.extras
  words[w + W.b] = 0
  words[w + W.c] = 0
  words[w + W.call] = 0
  words[w + W.key] = r.user
  words[w + W.value] = 0
  floats[m * FLOATS + F.version] = 1
  floats[m * FLOATS + F.deadlineUs] = -1
  floats[m * FLOATS + F.x] = 0
}
/** A dashboard without its recommendations, and why. */
export function goBare(r: ApiRequest, cause: number): void {
  r.flags |= RETURN_FLAG.degraded | RETURN_FLAG.bare
  if (r.cause === CAUSE.none) r.cause = cause
}
