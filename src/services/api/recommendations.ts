/**
 * What a dashboard needs besides its data: recommendations, from the cache or from the dependency, under the policy of that edge. A
 * dashboard without recommendations is still a dashboard: unless its fallback says otherwise, it is answered, and marked degraded.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, F, PURPOSE, RETURN_FLAG, STATUS, TYPE, W, extendPath, operationKey } from '../../cluster'
import type { FallbackLink } from '../../decisions/faultline'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { CACHED, CACHE_ANSWER } from '../cache'
import { attemptUs, deadlineToTell, fallbackFor, retryAfter, startAttempt } from '../calling'
import { answer, partDone } from './answer'
import { ask, endAsking } from './asking'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, stateOf, withRequest } from './request'

export function askCache(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
  const { cache, lookUp } = configOf(node)
  const us = attemptUs(cluster, lookUp, r.deadlineAtUs)
  if (us === 0 || ask(cluster, node, lookUp, r, id, 1) !== CAUSE.none) {
    askDependency(cluster, node, r, id, r.path)
    return
  }
  const m = cluster.send(node, cluster.nodes[cache], TYPE.cacheGet, r.origin, r.count, r.path, r.attempt)
  cluster.queue.words[m * WORDS + W.a] = CACHED.extras
  cluster.queue.words[m * WORDS + W.call] = id
  cluster.queue.words[m * WORDS + W.key] = r.user
  cluster.queue.floats[m * FLOATS + F.deadlineUs] = deadlineToTell(cluster, lookUp, us, r.deadlineAtUs)
  r.asks = TYPE.cacheAnswer
  const path = extendPath(r.path, API_TIMER.cache, 0)
  r.timer = startAttempt(cluster, node, lookUp, us, API_TIMER.cache, { origin: r.origin, count: r.count, path }, id)
}
export function cacheAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
  withRequest(cluster, node, m, (r, id) => {
    const words = cluster.queue.words
    const path = words[m * WORDS + W.path]
    if (r.asks !== TYPE.cacheAnswer) return // too late, or twice
    endAsking(cluster, node, configOf(node).lookUp, r, id, words[m * WORDS + W.b]) // a miss is no failure
    if (words[m * WORDS + W.a] !== STATUS.ok) {
      askDependency(cluster, node, r, id, path)
      return
    }
    r.flags |= RETURN_FLAG.cached
    if ((words[m * WORDS + W.c] & CACHE_ANSWER.refresh) !== 0) refresh(cluster, node, r)
    partDone(cluster, node, r, id, path)
  })
}
export function cacheSilent(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  endAsking(cluster, node, configOf(node).lookUp, r, id, CAUSE.timeout)
  askDependency(cluster, node, r, id, path)
}

/** Fetches anew what the cache still served, for nobody in particular. */
function refresh(cluster: Cluster, node: ClusterNode, asked: ApiRequest): void {
  const state = stateOf(node)
  const id = state.next++
  const path = extendPath(asked.path, API_TIMER.recommend, 1)
  const r = {
    ...asked,
    from: -1,
    path,
    waitsFor: 1,
    flags: 0,
    timer: -1,
    tries: 0,
    waitedUs: 0,
    copy: null,
    store: null,
  }
  state.requests.set(id, r)
  askDependency(cluster, node, r, id, path)
}

/** One try, if the policy lets it through. */
export function askDependency(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, path: number): void {
  const { recommendations } = configOf(node)
  if (!recommendations) return
  const { policy } = recommendations
  if (r.tries++ === 0) r.sinceUs = cluster.nowUs
  const us = attemptUs(cluster, policy, r.deadlineAtUs)
  const cause = us === 0 ? CAUSE.deadline : ask(cluster, node, policy, r, id, r.tries)
  if (cause !== CAUSE.none) {
    tryAgain(cluster, node, r, id, cause, path)
    return
  }
  const m = cluster.send(node, cluster.nodes[recommendations.node], TYPE.recommend, r.origin, r.count, path, r.attempt)
  cluster.queue.words[m * WORDS + W.call] = id
  cluster.queue.words[m * WORDS + W.key] = r.user
  cluster.queue.floats[m * FLOATS + F.deadlineUs] = deadlineToTell(cluster, policy, us, r.deadlineAtUs)
  r.asks = TYPE.recommendAnswer
  const timerPath = extendPath(path, API_TIMER.recommend, 0)
  const of = { origin: r.origin, count: r.count, path: timerPath }
  r.timer = startAttempt(cluster, node, policy, us, API_TIMER.recommend, of, id)
}
export function recommendAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
  withRequest(cluster, node, m, (r, id) => {
    const words = cluster.queue.words
    if (r.asks !== TYPE.recommendAnswer) return
    const cause = words[m * WORDS + W.a] === STATUS.ok ? CAUSE.none : words[m * WORDS + W.b]
    recommended(cluster, node, r, id, cause, words[m * WORDS + W.path])
  })
}
/** The dependency has answered, or its time is up. `cause`: none where it answered well. */
export function recommended(
  cluster: Cluster,
  node: ClusterNode,
  r: ApiRequest,
  id: number,
  cause: number,
  path: number,
): void {
  const { cache, recommendations } = configOf(node)
  if (!recommendations) return
  endAsking(cluster, node, recommendations.policy, r, id, cause)
  if (cause !== CAUSE.none) {
    tryAgain(cluster, node, r, id, cause, path)
    return
  }
  if (cache >= 0) putExtras(cluster, node, r, path)
  partDone(cluster, node, r, id, path)
}

/** Where nobody said otherwise. */
const BARE_OR_NONE: readonly FallbackLink[] = [
  { kind: 'default', causes: [], maxAgeUs: -1 },
  { kind: 'refuse', causes: [], maxAgeUs: -1 },
]
function tryAgain(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, cause: number, path: number): void {
  const { recommendations } = configOf(node)
  if (!recommendations) return
  const { policy, fallback } = recommendations
  const who = operationKey(cluster, r.origin, r.count)
  cluster.luck.aim(node.entity, PURPOSE.backoff, who, extendPath(path, API_TIMER.again, r.tries))
  const { tries, waitedUs, sinceUs, deadlineAtUs } = r
  const called = recommendations.node
  const failed = { called, operation: 'recommend', tries, waitedUs, sinceUs, deadlineAtUs, cause } as const
  const waitUs = retryAfter(cluster, node, policy, failed, r)
  if (waitUs >= 0) {
    r.waitedUs = waitUs
    r.timer = cluster.setTimer(node, waitUs, API_TIMER.again, r.origin, r.count, path, id)
    return
  }
  const chain = fallback ?? BARE_OR_NONE
  const place = fallbackFor(cluster, node, chain, { called, operation: 'recommend', cause, ageUs: -1 }, r)
  if (place < 0 || chain[place].kind === 'refuse') {
    r.status = STATUS.failed
    r.cause = cause
    answer(cluster, node, r, id, path)
    return
  }
  if (fallback) cluster.recordCall(node, 'fellBack', cause, r.origin, r.count, recommendations.node, policy.guard)
  goBare(r, cause)
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
