/**
 * A change of shards, from its beginning to its end. Whoever gets keys takes them page by page from every replica that had them, no
 * faster than so many bytes a second; when all of them have all on their disks, the change is over. Meanwhile a key
 * that moves is at home at both shards, so that nothing acknowledged by one map is missed by the other:
 *
 * - a write of an older map is acknowledged only by replicas that do not know of the change yet, and a page is given only by a
 *   replica that does, with the map on its disk: what it acknowledged before is in the page, and it acknowledges no more;
 * - operations by the map of the change have a quorum of the old homes and one of the new;
 * - the map of its end is known only to those who know that the new homes have everything.
 *
 * Everything is asked for again until it comes, also after a crash; the old homes let go when they hear of the end.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { OP, TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { donorsOf, shardAt, shardsInUse, takersOf } from '../resharding/atlas'
import type { Change, MapBody, ShardMap } from '../resharding/shardMap'
import { begun, epochOf, mapBody, withCaughtUp } from '../resharding/shardMap'
import { forgetProofs } from './antiEntropy'
import { apply, persist } from './applying'
import type { Called, QuorumCall } from './coordinator'
import { askAgain } from './coordinator'
import { membersFor } from './health'
import { joinAnew, joinedYet } from './joined'
import { letGo, rehomeHints } from './leaving'
import { atlasOf, compareEpochs, lacks, noteMap, tell, tellAll } from './maps'
import type { FixedVersion } from './fixing'
import { fixedFor } from './fixing'
import { OWN, siblingsOf, takeFixed } from './replica'
import type { DynamoState, Entry, Resharding, Taking } from './state'
import { OWES, TIMER, configOf } from './state'
import { bytesOf } from './versions'

/** What moves: as many keys as one message takes. */
interface MovePage {
  readonly entries: readonly Entry[]
  readonly fixed: readonly FixedVersion[] // with the last page: versions noted for operations
  readonly last: boolean
  readonly bytes: number
}
const PAGE_KEYS = 64
/** Between two nodes that a node tells its map while something moves. */
const TELL_US = 250_000
/** A page that did not come by then is asked of the next one who has some. */
const PATIENCE_US = 400_000

/* ---- what is known ---- */

/** Another's map, or an order, has come. */
export function learn(cluster: Cluster, node: ClusterNode, state: DynamoState, theirs: ShardMap): void {
  const r = state.resharding
  if (!r) return
  const before = r.map
  const hadMoves = r.taking !== null
  if (!noteMap(cluster, node, r, theirs)) return
  const atlas = atlasOf(node)
  const [was, is] = [before, r.map].map(({ changes }) => shardsInUse(atlas, changes).length)
  cluster.recordState(node, 'shards', r.epoch, was, is)
  const { coordinating } = state
  askAgain(cluster, node, coordinating, configOf(node).rules, r.epoch, (call) => calledFor(cluster, node, state, call))
  rehomeHints(cluster, node, state, r)
  if (state.antiEntropy) forgetProofs(state.antiEntropy)
  r.taking = null
  if (r.map.moving) beginMoving(cluster, node, state, r)
  else {
    letGo(cluster, node, state, r)
    // Its peers have everything, and it had not: they are asked anew.
    if (hadMoves && state.joining) joinAnew(cluster, node, state)
  }
}
/** Null where a call's key is at home where it was. */
function calledFor(cluster: Cluster, node: ClusterNode, state: DynamoState, call: QuorumCall): Called | null {
  const called = membersFor(cluster, node, state, call.key, call.asks === OP.write, call.epoch)
  const isSame = called.old === call.tally.old && called.members.every((member, i) => member === call.members[i])
  return isSame && called.members.length === call.members.length ? null : called
}

export function receiveMap(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  const r = state.resharding
  const { map } = cluster.queue.bodies[m] as MapBody
  const from = cluster.queue.words[m * WORDS + W.from]
  learn(cluster, node, state, map)
  if (r && lacks(map, r)) tell(cluster, node, r, from)
}

/** While something moves, one more node after another is told; whoever knows more answers. */
export function tellNext(cluster: Cluster, node: ClusterNode, { resharding: r }: DynamoState): void {
  if (!r) return
  r.isTelling = false
  if (!r.map.moving) return
  const all = atlasOf(node).shards.flat()
  r.told = (r.told + 1) % all.length
  if (all[r.told] === node.index) r.told = (r.told + 1) % all.length
  tell(cluster, node, r, all[r.told])
  keepTelling(cluster, node, r)
}
function keepTelling(cluster: Cluster, node: ClusterNode, r: Resharding): void {
  if (r.isTelling) return
  r.isTelling = true
  cluster.setTimer(node, TELL_US, TIMER.tellMap, node.index, cluster.background(node), 0)
}

/** Somebody changes the shards; it is told to one replica, and to the others by that one. `known`: the newest map that there is. */
export function order(cluster: Cluster, node: ClusterNode, state: DynamoState, known: ShardMap, change: Change): void {
  if (!state.resharding) return
  learn(cluster, node, state, begun(known, change))
  tellAll(cluster, node, state.resharding)
}

/* ---- taking ---- */

function beginMoving(cluster: Cluster, node: ClusterNode, state: DynamoState, r: Resharding): void {
  keepTelling(cluster, node, r)
  const has = r.map.caughtUp.includes(node.index) && !state.joining
  if (has || !takersOf(atlasOf(node), r.map).includes(node.index)) return
  const donors = donorsOf(atlasOf(node), r.map, configOf(node).shard)
  r.taking = { donors, after: donors.map(() => -1), turn: 0, step: 0, keys: 0, bytes: 0 }
  askForPage(cluster, node, r, r.taking)
}
/** The process is up again. */
export function goOnMoving(cluster: Cluster, node: ClusterNode, state: DynamoState): void {
  const r = state.resharding
  if (!r || r.epoch === 0) return
  if (r.map.moving) beginMoving(cluster, node, state, r)
  else letGo(cluster, node, state, r) // a crash may have brought back what it had let go
}

/** The timer for the next page, or for one that did not come. */
export function pageDue(cluster: Cluster, node: ClusterNode, timer: number, { resharding: r }: DynamoState): void {
  if (!r?.taking || cluster.queue.words[timer * WORDS + W.a] !== r.taking.step) return
  r.taking.turn++
  askForPage(cluster, node, r, r.taking)
}
function askForPage(cluster: Cluster, node: ClusterNode, r: Resharding, taking: Taking): void {
  const { donors } = taking
  taking.step++
  taking.turn %= donors.length
  const count = cluster.background(node)
  const donor = cluster.nodes[donors[taking.turn]]
  const m = cluster.send(node, donor, TYPE.moveAsk, node.index, count, 0, 0, mapBody(r.map))
  const words = cluster.queue.words
  words[m * WORDS + W.key] = taking.after[taking.turn]
  words[m * WORDS + W.call] = taking.step
  words[m * WORDS + W.a] = r.epoch
  cluster.setTimer(node, PATIENCE_US, TIMER.nextPage, node.index, count, 0, taking.step)
}

export function takeMovePage(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  const { words, bodies } = cluster.queue
  const w = m * WORDS
  const r = state.resharding
  const taking = r?.taking
  if (!r || !taking || words[w + W.call] !== taking.step || words[w + W.a] !== r.epoch) return
  const { entries, fixed, last, bytes } = bodies[m] as MovePage
  const cause = { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
  const isNew = entries.filter((entry) => apply(cluster, node, state, { ...entry, home: OWN }, cause)).length
  persist(cluster, node, isNew + takeFixed(state.store, fixed), OWES.nobody, cause, 0, 0)
  taking.keys += isNew
  taking.bytes += bytes
  if (!last) taking.after[taking.turn] = entries[entries.length - 1].key
  else {
    taking.donors.splice(taking.turn, 1)
    taking.after.splice(taking.turn, 1)
    taking.turn--
  }
  taking.step++
  // Syncs finish in the order they were asked for: when this one has, all that moved here is on the disk.
  if (taking.donors.length === 0)
    cluster.sync(node, OWES.movedIn, cause.origin, cause.count, cause.path, r.epoch, taking.step)
  else {
    const us = Math.ceil((bytes * 1e6) / atlasOf(node).moveBytesPerSecond)
    cluster.setTimer(node, us, TIMER.nextPage, cause.origin, cause.count, cause.path, taking.step)
  }
}
/** All that moves here is on the disk. */
export function movedIn(cluster: Cluster, node: ClusterNode, sync: number, state: DynamoState): void {
  const { words } = cluster.queue
  const r = state.resharding
  if (!r?.taking || words[sync * WORDS + W.a] !== r.epoch || words[sync * WORDS + W.b] !== r.taking.step) return
  r.taking = null
  learn(cluster, node, state, withCaughtUp(r.map, node.index))
  tellAll(cluster, node, r)
  joinedYet(cluster, node, state)
}

/* ---- giving ---- */

export function giveMovePage(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  const r = state.resharding
  if (!r) return
  const w = m * WORDS
  learn(cluster, node, state, (cluster.queue.bodies[m] as MapBody).map)
  const words = cluster.queue.words
  const epoch = words[w + W.a]
  if (r.epoch > epoch) {
    compareEpochs(cluster, node, r, epoch, words[w + W.from])
    return
  }
  if (state.joining || epochOf(r.onDisk) < epoch) return // asked for again
  cluster.queue.bodies[m] = pageFor(cluster.nodes[words[w + W.from]].shard, node, words[w + W.key], state, r)
  cluster.reply(m, TYPE.movePage)
}
/** The page of what moves from here to another shard, after a key, in the order of keys. */
function pageFor(to: number, node: ClusterNode, after: number, { store }: DynamoState, { map }: Resharding): MovePage {
  const atlas = atlasOf(node)
  const { shard } = configOf(node)
  const entries: Entry[] = []
  let last = true
  const moves = (key: number): boolean =>
    shardAt(atlas, map.changes, key) === to && shardAt(atlas, map.before, key) === shard
  for (const key of store.table.keys()) {
    if (key <= after || !moves(key)) continue
    if (entries.length === PAGE_KEYS) {
      last = false
      break
    }
    const siblings = store.siblings ? siblingsOf(store, key) : null
    entries.push(Object.freeze({ key, version: store.table.version(key), value: store.table.value(key), siblings }))
  }
  const fixed = fixedFor(last ? store.fixed : null, moves)
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry.siblings), fixed.bytes)
  return Object.freeze({ entries: Object.freeze(entries), fixed: fixed.notes, last, bytes })
}
