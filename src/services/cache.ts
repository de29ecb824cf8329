/**
 * A cache: entries live `ttlUs`, and the least recently used one leaves when it is full. It says hit or miss; what it stands
 * for is its callers' business.
 */
import type { ClusterNode, Role } from '../cluster'
import { CAUSE, STATUS, TYPE, W, mark } from '../cluster'
import { WORDS } from '../kernel/eventQueue'

export interface CacheConfig {
  entries: number
  ttlUs: number
}
export interface CacheState {
  expiresUs: Map<number, number> // by key, least recently used first
  hits: number
  misses: number
}
const stateOf = (node: ClusterNode): CacheState => node.state as CacheState
function empty(node: ClusterNode): void {
  node.state = { expiresUs: new Map(), hits: 0, misses: 0 } satisfies CacheState
}

export const cache: Role = {
  start(_cluster, node) {
    empty(node)
  },
  crash(_cluster, node) {
    empty(node)
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const key = words[m * WORDS + W.key]
    const state = stateOf(node)
    const { entries, ttlUs } = node.config as CacheConfig
    const expires = state.expiresUs.get(key)
    state.expiresUs.delete(key)
    if (words[m * WORDS + W.type] === TYPE.cachePut) {
      state.expiresUs.set(key, cluster.nowUs + ttlUs)
      if (state.expiresUs.size > entries) state.expiresUs.delete(state.expiresUs.keys().next().value as number)
      return
    }
    const hit = expires !== undefined && expires > cluster.nowUs
    if (hit) {
      state.expiresUs.set(key, expires)
      state.hits++
    } else state.misses++
    mark(cluster, cluster.reply(m, TYPE.cacheAnswer), hit ? STATUS.ok : STATUS.failed, CAUSE.none)
  },
  refuse(cluster, _node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.cacheGet)
      mark(cluster, cluster.reply(m, TYPE.cacheAnswer), STATUS.failed, CAUSE.overloaded)
  },
}
