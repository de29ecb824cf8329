/**
 * A cache beside its callers: they ask it, fetch what it lacks and put it (Nishtala and others, NSDI 2013, 2). It holds data with
 * their versions, and of other things only that they are there. Every answer tells the time of its clock; who puts something says as
 * of which of these times it is, so that its age is known without anybody else's clock.
 *
 * cacheGet: key, a = CACHED. cacheAnswer: a = STATUS (ok: hit), c = CACHE_ANSWER, float deadlineUs = its clock; where it has a copy (also
 * one whose time is over): value, version, b = how old it may have been when it was copied, in ms (−1: unknown), float x = microseconds since
 * then (−1: unknown). cachePut: key, a = CACHED, value, version, b as above, float deadlineUs = the clock as told when it was
 * fetched (−1: never), float x = how long that took; c = 1: forget it instead. For data it is answered.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { CAUSE, F, PURPOSE, STATUS, TYPE, W, extendPath, mark, operationKey } from '../cluster'
import { FLOATS, WORDS } from '../kernel/eventQueue'
import type { CachePolicy, CacheTable, Entry } from '../resilience/cache'
import { forget, look, newTable, put } from '../resilience/cache'

/** What a key is about. */
export const CACHED = { extras: 0, data: 1 } as const
export const CACHE_ANSWER = { copy: 1, refresh: 2 } as const
export type CacheConfig = CachePolicy
export interface CacheState {
  table: CacheTable
  waiting: Map<number, number[]> // kept slots of those who wait for another one's filling, by key
}
const TIMER = { lease: 1 } as const
const stateOf = (node: ClusterNode): CacheState => node.state as CacheState
const configOf = (node: ClusterNode): CacheConfig => node.config as CacheConfig

export const cache: Role = {
  start(_cluster, node) {
    node.state = { table: newTable(), waiting: new Map() } satisfies CacheState
  },
  crash(cluster, node) {
    for (const slots of stateOf(node).waiting.values()) for (const slot of slots) cluster.queue.release(slot)
    node.state = { table: newTable(), waiting: new Map() } satisfies CacheState
  },
  receive(cluster, node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.cachePut) putCame(cluster, node, m)
    else getCame(cluster, node, m)
  },
  timer(cluster, node, timer) {
    const key = cluster.queue.words[timer * WORDS + W.a]
    const untilUs = stateOf(node).table.fills.get(key) ?? -Infinity
    if (untilUs <= node.monotonic(cluster.nowUs)) wake(cluster, node, key)
  },
  refuse(cluster, _node, m) {
    if (cluster.queue.words[m * WORDS + W.type] !== TYPE.cacheGet) return
    const reply = cluster.reply(m, TYPE.cacheAnswer)
    mark(cluster, reply, STATUS.failed, CAUSE.overloaded)
    cluster.queue.floats[reply * FLOATS + F.deadlineUs] = -1
  },
}

function keyOf(cluster: Cluster, m: number): number {
  const { words } = cluster.queue
  return words[m * WORDS + W.key] * 2 + words[m * WORDS + W.a]
}

function getCame(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const w = m * WORDS
  const key = keyOf(cluster, m)
  const { table, waiting } = stateOf(node)
  const policy = configOf(node)
  const nowUs = node.monotonic(cluster.nowUs)
  const who = operationKey(cluster, words[w + W.origin], words[w + W.count])
  const path = words[w + W.path]
  const unit = (): number => 1 - cluster.draws.at(node.entity, PURPOSE.early, who, path).unit()
  const looked = look(table, policy, key, nowUs, words[w + W.a] === CACHED.data, unit)
  if (looked !== 'wait') {
    answer(cluster, node, m, table.entries.get(key), looked)
    return
  }
  const others = waiting.get(key)
  if (others) others.push(m)
  else {
    waiting.set(key, [m])
    setLeaseTimer(cluster, node, m, key)
  }
  cluster.keep()
}
/** For the first of those who wait: until somebody else may fill the key. */
function setLeaseTimer(cluster: Cluster, node: ClusterNode, m: number, key: number): void {
  const { words } = cluster.queue
  const w = m * WORDS
  const untilUs = stateOf(node).table.fills.get(key) ?? 0
  const leftUs = Math.max(0, Math.ceil(untilUs - node.monotonic(cluster.nowUs)))
  const path = extendPath(words[w + W.path], TIMER.lease, 0)
  cluster.setTimer(node, leftUs, TIMER.lease, words[w + W.origin], words[w + W.count], path, key)
}

function answer(cluster: Cluster, node: ClusterNode, m: number, entry: Entry | undefined, looked: string): void {
  const reply = cluster.reply(m, TYPE.cacheAnswer)
  const { words, floats } = cluster.queue
  const nowUs = node.monotonic(cluster.nowUs)
  const isHit = looked === 'hit' || looked === 'stale' || looked === 'refresh'
  const flags = (entry ? CACHE_ANSWER.copy : 0) | (looked === 'refresh' ? CACHE_ANSWER.refresh : 0)
  mark(cluster, reply, isHit ? STATUS.ok : STATUS.failed, entry?.ownAgeMs ?? 0, flags)
  floats[reply * FLOATS + F.deadlineUs] = nowUs
  if (!entry) return
  words[reply * WORDS + W.value] = entry.value
  floats[reply * FLOATS + F.version] = entry.version
  floats[reply * FLOATS + F.x] = entry.copiedUs === -Infinity ? -1 : nowUs - entry.copiedUs
}

function putCame(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  const key = keyOf(cluster, m)
  const { table } = stateOf(node)
  const nowUs = node.monotonic(cluster.nowUs)
  if (words[w + W.c] === 1) forget(table, key)
  else {
    const asOfUs = floats[m * FLOATS + F.deadlineUs]
    const fetched = {
      value: words[w + W.value],
      version: floats[m * FLOATS + F.version],
      copiedUs: asOfUs < 0 ? -Infinity : asOfUs,
      ownAgeMs: words[w + W.b],
      tookUs: floats[m * FLOATS + F.x],
    }
    const who = operationKey(cluster, words[w + W.origin], words[w + W.count])
    const path = words[w + W.path]
    put(table, configOf(node), key, fetched, nowUs, () =>
      cluster.draws.at(node.entity, PURPOSE.lifetime, who, path).unit(),
    )
  }
  const isData = words[w + W.a] === CACHED.data
  wake(cluster, node, key)
  // So that who never asks for anything knows the clock too.
  if (!isData) return
  const reply = cluster.reply(m, TYPE.cacheAnswer)
  mark(cluster, reply, STATUS.ok, CAUSE.none)
  floats[reply * FLOATS + F.deadlineUs] = nowUs
}

/** A key was filled: those who wait have it. Or its filler's time is over: the first of them fills it now. */
function wake(cluster: Cluster, node: ClusterNode, key: number): void {
  const { table, waiting } = stateOf(node)
  const slots = waiting.get(key)
  if (!slots) return
  const nowUs = node.monotonic(cluster.nowUs)
  const entry = table.entries.get(key)
  const isFilled = entry !== undefined && nowUs < entry.expiresUs
  for (const slot of isFilled ? slots.splice(0) : slots.splice(0, 1)) {
    answer(cluster, node, slot, entry, isFilled ? 'hit' : 'miss')
    if (cluster.queue.isRunning(slot)) cluster.queue.release(slot) // lost at once
  }
  if (slots.length === 0) {
    waiting.delete(key)
    return
  }
  table.fills.set(key, nowUs + configOf(node).leaseUs)
  setLeaseTimer(cluster, node, slots[0], key)
}
