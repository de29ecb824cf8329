/**
 * What a dashboard needs besides its data: recommendations, from the cache or, behind a circuit breaker, from the dependency. A
 * dashboard without recommendations is still a dashboard: it is answered, and marked degraded.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, RETURN_FLAG, STATUS, TYPE, W, extendPath } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { callEnded, mayCall } from '../../resilience/breaker'
import { partDone } from './answer'
import { throughBreaker } from './breaker'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, withRequest } from './request'

export function askCache(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
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
    partDone(cluster, node, r, id, path)
  })
}

export function askDependency(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
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
