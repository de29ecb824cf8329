/**
 * A replica whose disk was lost is a new member: it must not answer for data that it no longer has (its word counted in earlier
 * quorums). It takes every page of every other member's data, keeps the newest versions, and only then answers reads again.
 * It takes writes meanwhile. A page that does not come is asked for again. A peer that joins too gives what it has: what
 * several disks lost together is gone, but what only a joining member was told since is not, and the group lives on.
 */
import { WORDS } from '../../kernel/eventQueue'
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W } from '../../cluster'
import type { ShardMap } from '../resharding/shardMap'
import type { FixedVersion } from './fixing'
import { fixedFor } from './fixing'
import type { ReplicaStore } from './replica'
import { siblingsOf } from './replica'
import type { Siblings } from './versions'

export const PAGE_KEYS = 512
export const JOIN_RETRY_US = 500_000

export interface Joining {
  waitingFor: number[] // members whose data is not complete yet
  after: number[] // by place in `waitingFor`: the last key received; −1: none
}
/** One page: keys, versions and values, and whether it was the last. Immutable. */
export interface JoinPage {
  readonly keys: readonly number[]
  readonly versions: readonly number[]
  readonly values: readonly number[]
  readonly siblings: readonly Siblings[] | null // null: last writer wins
  readonly fixed: readonly FixedVersion[] // with the last page: versions noted for operations
  readonly last: boolean
  readonly map: ShardMap | null // of the shards, as its giver knows it; null: they stay as they are
  readonly holdsPlaced: boolean // its giver was given keys by another rule than the map
}

export function beginJoin(others: readonly number[]): Joining | null {
  return others.length > 0 ? { waitingFor: [...others], after: others.map(() => -1) } : null
}

/** Asks each member for its next page. */
export function askForPages(cluster: Cluster, node: ClusterNode, joining: Joining): void {
  const round = cluster.background(node)
  joining.waitingFor.forEach((member, i) => askOne(cluster, node, member, joining.after[i], round, 0))
}
function askOne(cluster: Cluster, node: ClusterNode, member: number, after: number, count: number, path: number): void {
  const m = cluster.send(node, cluster.nodes[member], TYPE.joinAsk, node.index, count, path)
  cluster.queue.words[m * WORDS + W.key] = after
}

/** The page after a key, in key order. */
export function pageAfter(
  store: ReplicaStore,
  after: number,
  shards: (Pick<JoinPage, 'holdsPlaced'> & { map: ShardMap }) | null,
): JoinPage {
  const keys: number[] = []
  let last = true
  for (const key of store.table.keys()) {
    if (key <= after) continue
    if (keys.length === PAGE_KEYS) {
      last = false
      break
    }
    keys.push(key)
  }
  return Object.freeze({
    keys: Object.freeze(keys),
    versions: Object.freeze(keys.map((k) => store.table.version(k))),
    values: Object.freeze(keys.map((k) => store.table.value(k))),
    siblings: store.siblings && Object.freeze(keys.map((k) => siblingsOf(store, k))),
    fixed: fixedFor(last ? store.fixed : null, () => true).notes,
    last,
    map: shards?.map ?? null,
    holdsPlaced: shards?.holdsPlaced ?? false,
  })
}

/** Takes a page in (`apply` keeps what is newer) and asks for the next. */
export function takePage(
  cluster: Cluster,
  node: ClusterNode,
  joining: Joining,
  message: number,
  page: JoinPage,
  apply: (key: number, version: number, value: number, siblings: Siblings | null) => void,
): void {
  const words = cluster.queue.words
  const w = message * WORDS
  const from = words[w + W.from]
  const at = joining.waitingFor.indexOf(from)
  if (at < 0 || words[w + W.key] !== joining.after[at]) return
  page.keys.forEach((key, i) => apply(key, page.versions[i], page.values[i], page.siblings && page.siblings[i]))
  if (page.last) {
    joining.waitingFor.splice(at, 1)
    joining.after.splice(at, 1)
  } else {
    joining.after[at] = page.keys[page.keys.length - 1]
    askOne(cluster, node, from, joining.after[at], words[w + W.count], words[w + W.path])
  }
}
