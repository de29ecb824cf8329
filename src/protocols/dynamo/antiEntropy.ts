/**
 * Anti-entropy with Merkle trees (Dynamo, SOSP 2007, 4.7): now and then a home compares its tree with another's, level by level from
 * the root; below leaves that differ they tell each other which versions they have, and then send only what the other lacks.
 *
 * Who begins sends its root. Whoever gets hashes answers with the hashes below those that differ, or, below leaves, with the
 * versions there (none: the trees are the same). Whoever gets versions sends what the other lacks and asks for what itself
 * lacks. When it ends, all that the other had as it began is here: a proof of freshness.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { PURPOSE, TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { isAtHome } from '../resharding/atlas'
import { apply, persist } from './applying'
import { AGE_UNKNOWN } from './levels'
import type { MerkleHashes } from './merkle'
import { LEAF_LEVEL, cellBytes, childrenOf, differing, hashesOf, leafOf } from './merkle'
import type { Copies } from './replica'
import { OWN, siblingsOf, versionsOf } from './replica'
import type { AntiEntropy, DynamoState, Entry } from './state'
import { OWES, TIMER, configOf } from './state'
import { bytesOf } from './versions'

/** What a replica has below some leaves. */
interface Cells {
  readonly leaves: readonly number[]
  readonly cells: readonly { readonly key: number; readonly versions: readonly number[] }[]
  readonly bytes: number
}
/** What the other lacks, and the keys of which it is asked for what it has. */
interface Given {
  readonly entries: readonly Entry[]
  readonly wanted: readonly number[]
  readonly bytes: number
}
const KEY_BYTES = 4

/** At the very start all homes have the same: nothing. */
export function newAntiEntropy(others: readonly number[], nowUs: number): AntiEntropy {
  return {
    turn: -1,
    exchange: null,
    next: 1,
    provenUs: new Map(others.map((home): [number, number] => [home, nowUs])),
    differingLeaves: 0,
    taken: 0,
  }
}
/** The process was away, and knows of nobody any more. */
export function forgetProofs(antiEntropy: AntiEntropy): void {
  antiEntropy.exchange = null
  antiEntropy.provenUs.clear()
}
/** Upper bound of the age of what this replica has, in microseconds; AGE_UNKNOWN where some home was not compared with. */
export function provenAgeUs(cluster: Cluster, node: ClusterNode, antiEntropy: AntiEntropy | null): number {
  const { members } = configOf(node)
  if (!antiEntropy || antiEntropy.provenUs.size < members.length - 1) return AGE_UNKNOWN
  const now = node.monotonic(cluster.nowUs)
  let age = 0
  antiEntropy.provenUs.forEach((at) => {
    age = Math.max(age, now - at)
  })
  return age
}

/** First exchange after a time of the node's own, so that homes take turns. */
export function startAntiEntropy(cluster: Cluster, node: ClusterNode): void {
  const { antiEntropyUs } = configOf(node)
  const phase = cluster.draws.at(node.entity, PURPOSE.gossip, node.incarnation, 1).int(antiEntropyUs)
  cluster.setTimer(node, antiEntropyUs + phase, TIMER.antiEntropy, node.index, cluster.background(node), 0)
}
/** The timer has come due: the next home is compared with. An exchange that did not end by now never will. */
export function beginExchange(cluster: Cluster, node: ClusterNode, state: DynamoState): void {
  const { antiEntropyUs, members } = configOf(node)
  const antiEntropy = state.antiEntropy as AntiEntropy
  const count = cluster.background(node)
  cluster.setTimer(node, antiEntropyUs, TIMER.antiEntropy, node.index, count, 0)
  const others = members.filter((member) => member !== node.index)
  if (state.joining || others.length === 0) return
  antiEntropy.turn = (antiEntropy.turn + 1) % others.length
  const peer = others[antiEntropy.turn]
  const id = antiEntropy.next++
  antiEntropy.exchange = { id, peer, startedUs: node.monotonic(cluster.nowUs) }
  const body = hashesOf(leavesOf(state), 0, [0])
  const m = cluster.send(node, cluster.nodes[peer], TYPE.merkleHashes, node.index, count, 0, 0, body)
  cluster.queue.words[m * WORDS + W.call] = id
}

/** Hashes have come: which of them differ? */
export function compareHashes(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  if (state.joining) return
  const theirs = cluster.queue.bodies[m] as MerkleHashes
  const leaves = leavesOf(state)
  const nodes = differing(leaves, theirs)
  if (nodes.length === 0 && isOwn(cluster, node, m, state)) ended(state)
  else if (theirs.level === LEAF_LEVEL || nodes.length === 0) {
    if (theirs.level === LEAF_LEVEL) (state.antiEntropy as AntiEntropy).differingLeaves = nodes.length
    replyWith(cluster, m, TYPE.merkleCells, cellsBelow(state.store, nodes))
  } else replyWith(cluster, m, TYPE.merkleHashes, hashesOf(leaves, theirs.level + 1, childrenOf(nodes)))
}

/** The versions below differing leaves have come: what does the other lack, and what do we? */
export function compareCells(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  if (state.joining) return
  const theirs = cluster.queue.bodies[m] as Cells
  const own = cellsBelow(state.store, theirs.leaves).cells
  const versionsThere = new Map(theirs.cells.map((cell) => [cell.key, cell.versions]))
  const isClocked = state.store.siblings !== null
  const entries = own
    .filter(({ key, versions }) => hasMore(versions, versionsThere.get(key) ?? [], isClocked))
    .map(({ key }) => entryOf(state.store, key))
  const wanted = theirs.cells
    .filter(
      ({ key, versions }) =>
        belongsHere(node, state, key) && hasMore(versions, versionsOf(state.store, key), isClocked),
    )
    .map(({ key }) => key)
  if (entries.length > 0 || wanted.length > 0) replyWith(cluster, m, TYPE.merkleData, given(entries, wanted))
  else if (isOwn(cluster, node, m, state)) ended(state)
}

/** What this replica lacked has come, and perhaps a wish. */
export function takeData(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  const { entries, wanted } = cluster.queue.bodies[m] as Given
  const words = cluster.queue.words
  const w = m * WORDS
  const own = entries.filter(({ key }) => belongsHere(node, state, key))
  const cause = { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
  const writes = own.filter((entry) => apply(cluster, node, state, { ...entry, home: OWN }, cause)).length
  const antiEntropy = state.antiEntropy as AntiEntropy
  antiEntropy.taken += writes
  if (writes > 0) persist(cluster, node, writes, OWES.nobody, cause, 0, 0)
  if (words[w + W.origin] === node.index) {
    if (isOwn(cluster, node, m, state)) ended(state)
    return
  }
  // Also when nothing was asked for: it tells who began that this is the end.
  const asked = wanted.map((key) => entryOf(state.store, key))
  replyWith(cluster, m, TYPE.merkleData, given(asked, []))
}

/** Whether the message belongs to the exchange that this node began last. */
function isOwn(cluster: Cluster, node: ClusterNode, m: number, { antiEntropy }: DynamoState): boolean {
  const words = cluster.queue.words
  const w = m * WORDS
  return words[w + W.origin] === node.index && antiEntropy?.exchange?.id === words[w + W.call]
}
function ended(state: DynamoState): void {
  const antiEntropy = state.antiEntropy as AntiEntropy
  if (!antiEntropy.exchange) return
  antiEntropy.provenUs.set(antiEntropy.exchange.peer, antiEntropy.exchange.startedUs)
  antiEntropy.exchange = null
}
/** A peer that has not heard of the end of a move yet has keys that are at home elsewhere. */
function belongsHere(node: ClusterNode, { resharding }: DynamoState, key: number): boolean {
  const { atlas, shard } = configOf(node)
  return !atlas || !resharding || resharding.holdsPlaced || isAtHome(atlas, resharding.map, key, shard)
}
function leavesOf({ store }: DynamoState): Int32Array {
  return store.leaves as Int32Array
}
function replyWith(cluster: Cluster, m: number, type: number, body: MerkleHashes | Cells | Given): void {
  cluster.queue.bodies[m] = body
  cluster.reply(m, type)
}

function cellsBelow(store: Copies, leaves: readonly number[]): Cells {
  const wanted = new Set(leaves)
  const keys = leaves.length === 0 ? [] : [...store.table.keys()].filter((key) => wanted.has(leafOf(key)))
  const cells = keys.map((key) => Object.freeze({ key, versions: Object.freeze(versionsOf(store, key)) }))
  const bytes = cells.reduce((sum, { versions }) => sum + cellBytes(versions), 0)
  return Object.freeze({ leaves: Object.freeze(leaves), cells: Object.freeze(cells), bytes })
}
/** With clocks, whatever the other does not have; else only what is newer. */
function hasMore(versions: readonly number[], others: readonly number[], isClocked: boolean): boolean {
  if (isClocked) return versions.some((version) => !others.includes(version))
  return versions[0] > (others[0] ?? 0)
}
function entryOf(store: Copies, key: number): Entry {
  const siblings = store.siblings ? siblingsOf(store, key) : null
  return Object.freeze({ key, version: store.table.version(key), value: store.table.value(key), siblings })
}
function given(entries: readonly Entry[], wanted: readonly number[]): Given {
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry.siblings), KEY_BYTES * wanted.length)
  return Object.freeze({ entries: Object.freeze(entries), wanted: Object.freeze(wanted), bytes })
}
