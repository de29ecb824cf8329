/**
 * A replica as member of quorums: it answers coordinators from its store, and acknowledges a write from memory or when its disk
 * has it. As a fallback it keeps what is meant for a home apart, and answers from that.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { DROP, F, OP, TYPE, W, isPlaced } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { apply, persist } from './applying'
import type { MemberAnswer, QuorumCall } from './coordinator'
import { FIX, answered, heardOfFixed } from './coordinator'
import { operationOf, refuseVersion, tellFixed } from './fixing'
import { isOutdated, mapWritten } from './maps'
import { movedIn } from './moving'
import { OWN, copiesOf, fix, isUnsynced, oldestSynced, siblingsOf } from './replica'
import type { DynamoState } from './state'
import { OWES, configOf, stateOf } from './state'
import type { Siblings } from './versions'
import { NO_SIBLINGS, bytesOf } from './versions'

/** The body of a message that carries versions with their clocks. */
export interface VersionsBody {
  readonly siblings: Siblings
  readonly bytes: number
}
/* ---- reads ---- */

export function answerRead(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  if (state.joining) {
    cluster.recordDrop(m, DROP.notMember)
    return
  }
  if (isOutdated(cluster, node, m, state)) return
  const { words, floats } = cluster.queue
  const w = m * WORDS
  const key = words[w + W.key]
  const home = words[w + W.c] - 1
  const copies = copiesOf(state.store, home)
  const isClocked = configOf(node).versions === 'vectorClock'
  if (isClocked) {
    const siblings = copies ? siblingsOf(copies, key) : NO_SIBLINGS
    cluster.queue.bodies[m] = Object.freeze({ siblings, bytes: bytesOf(siblings) })
  }
  cluster.reply(m, isClocked ? TYPE.versionsValue : TYPE.replicaValue)
  words[w + W.value] = copies ? copies.table.value(key) : 0
  words[w + W.c] = mattersWhetherSynced(node) && isUnsynced(state.store, key, home) ? 1 : 0
  floats[m * FLOATS + F.version] = copies ? copies.table.version(key) : 0
  if (state.store.fixed !== null) tellFixed(cluster, m, state.store.fixed)
}
/** Only a read that is to outlive crashes asks. */
function mattersWhetherSynced(node: ClusterNode): boolean {
  const { ack, rules } = configOf(node)
  return ack === 'synced' && rules.readRepair === 'beforeReply'
}

/** A member's answer has come to its coordinator. */
export function countAnswer(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  const isClocked = words[w + W.type] === TYPE.versionsValue
  if (state.store.fixed !== null && words[w + W.type] === TYPE.replicaValue)
    heardOfFixed(state.coordinating, words[w + W.call], floats[m * FLOATS + F.x])
  answered(cluster, node, state.coordinating, configOf(node).rules, words[w + W.call], {
    member: words[w + W.from],
    version: floats[m * FLOATS + F.version],
    value: words[w + W.value],
    siblings: isClocked ? (cluster.queue.bodies[m] as VersionsBody).siblings : null,
    isVolatile: words[w + W.c] === 1,
    path: words[w + W.path],
  })
}

/* ---- writes ---- */

export function takeWrite(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState, owes: number): void {
  // It may not know yet that a key has left its shard, and must not say that it has what will not be asked for here.
  if (state.joining && state.resharding) {
    cluster.recordDrop(m, DROP.notMember)
    return
  }
  if (isOutdated(cluster, node, m, state)) return
  const words = cluster.queue.words
  const w = m * WORDS
  const cause = { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
  notePlaced(state, words[w + W.a])
  const body = cluster.queue.bodies[m] as VersionsBody | undefined
  const isNew = apply(
    cluster,
    node,
    state,
    {
      key: words[w + W.key],
      version: cluster.queue.floats[m * FLOATS + F.version],
      value: words[w + W.value],
      siblings: body ? body.siblings : null,
      home: words[w + W.c] - 1,
    },
    cause,
  )
  if (!persist(cluster, node, isNew ? 1 : 0, owes, cause, words[w + W.from], words[w + W.call])) return
  cluster.reply(m, TYPE.replicaAck)
  clearAck(cluster, m)
}

/** A write came by a caller's own rule of placing keys. */
function notePlaced({ resharding }: DynamoState, epoch: number): void {
  if (resharding && isPlaced(epoch)) resharding.holdsPlaced = true
}

/** A coordinator asks to note an operation's version: acknowledged when it is on the disk, as a write is. */
export function takeFix(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  if (state.joining) {
    cluster.recordDrop(m, DROP.notMember)
    return
  }
  if (isOutdated(cluster, node, m, state)) return
  const words = cluster.queue.words
  const w = m * WORDS
  const [origin, count, path] = [words[w + W.origin], words[w + W.count], words[w + W.path]]
  const asked = cluster.queue.floats[m * FLOATS + F.version]
  const noted = fix(state.store, { operation: operationOf(origin, count), key: words[w + W.key], version: asked })
  if (noted.version !== asked) {
    refuseVersion(cluster, m, noted.version)
    return
  }
  const cause = { origin, count, path }
  if (!persist(cluster, node, noted.isNew ? 1 : 0, OWES.remote, cause, words[w + W.from], words[w + W.call])) return
  cluster.reply(m, TYPE.replicaAck)
  clearAck(cluster, m)
}

/** A sync asked for with `persist` is done. */
export function synced(cluster: Cluster, node: ClusterNode, sync: number): void {
  const words = cluster.queue.words
  const w = sync * WORDS
  const state = stateOf(node)
  if (words[w + W.c] > 0) oldestSynced(state.store, words[w + W.c])
  const owes = words[w + W.type]
  if (owes === OWES.nobody) return
  if (owes === OWES.map || owes === OWES.movedIn) {
    if (owes === OWES.movedIn) movedIn(cluster, node, sync, state)
    else if (state.resharding) mapWritten(state.resharding)
    return
  }
  const [asker, call] = [words[w + W.a], words[w + W.b]]
  const [origin, count, path] = [words[w + W.origin], words[w + W.count], words[w + W.path]]
  if (owes === OWES.local) {
    answered(cluster, node, state.coordinating, configOf(node).rules, call, acknowledgement(node, path))
    return
  }
  const type = owes === OWES.hints ? TYPE.hintsAck : TYPE.replicaAck
  const m = cluster.send(node, cluster.nodes[asker], type, origin, count, path)
  cluster.queue.words[m * WORDS + W.call] = call
  clearAck(cluster, m)
}
function clearAck(cluster: Cluster, m: number): void {
  cluster.queue.words[m * WORDS + W.value] = 0
  cluster.queue.words[m * WORDS + W.c] = 0
  cluster.queue.floats[m * FLOATS + F.version] = 0
}
function acknowledgement(node: ClusterNode, path: number): MemberAnswer {
  return { member: node.index, version: 0, value: 0, siblings: null, isVolatile: false, path }
}

/* ---- the coordinator's own share ---- */

/** `id` −1: a repair that nobody waits for. */
export function doLocally(cluster: Cluster, node: ClusterNode, id: number, call: QuorumCall): void {
  const state = stateOf(node)
  const { rules, versions } = configOf(node)
  const home = call.homes ? call.homes[call.members.indexOf(node.index)] : OWN
  const { key, path } = call
  const { fixed } = state.store
  if (call.op === OP.read) {
    if (fixed !== null)
      heardOfFixed(state.coordinating, id, fixed.get(operationOf(call.origin, call.count))?.version ?? 0)
    const copies = copiesOf(state.store, home)
    answered(cluster, node, state.coordinating, rules, id, {
      member: node.index,
      version: copies ? copies.table.version(key) : 0,
      value: copies ? copies.table.value(key) : 0,
      siblings: versions === 'lastWriter' ? null : copies ? siblingsOf(copies, key) : NO_SIBLINGS,
      isVolatile: mattersWhetherSynced(node) && isUnsynced(state.store, key, home),
      path,
    })
    return
  }
  const owes = id < 0 ? OWES.nobody : OWES.local
  const { version } = call
  const noted =
    call.op === FIX ? fix(state.store, { operation: operationOf(call.origin, call.count), key, version }) : null
  if (noted && noted.version !== version) {
    answered(cluster, node, state.coordinating, rules, id, { ...acknowledgement(node, path), version: noted.version })
    return
  }
  notePlaced(state, call.epoch)
  const isNew = noted ? noted.isNew : apply(cluster, node, state, { ...call, home }, call)
  if (persist(cluster, node, isNew ? 1 : 0, owes, call, 0, id))
    answered(cluster, node, state.coordinating, rules, id, acknowledgement(node, path))
}
