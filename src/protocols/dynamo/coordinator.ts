/**
 * The coordinator of a leaderless quorum register (Gifford 1979; Dynamo, SOSP 2007, 4.5): it asks all N members, and is done at
 * R values or W acknowledgements. Later answers still count for read repair (Dynamo 4.5, last paragraph). A read without a quorum has
 * failed; a write without one is of unknown fate, since some member may have it.
 */
import { WORDS, FLOATS } from '../../kernel/eventQueue'
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, F, OP, STATUS, TYPE, W } from '../../cluster'
import type { Tally } from './tally'
import { count, everyoneAnswered, laggards } from './tally'

/** One read or write being coordinated. Data. */
export interface QuorumCall {
  op: number // OP.read or OP.write
  key: number
  value: number
  version: number // of a write
  members: readonly number[] // node indices
  tally: Tally
  origin: number
  count: number
  path: number // of what asked for it
  askedBy: number // node index; −1: the coordinator itself wanted to know
  call: number // the asker's name for it
  attempt: number
  timer: number
}
export interface Coordinating {
  calls: Map<number, QuorumCall>
  next: number
  lastStamp: number
}
export interface QuorumRules {
  timeoutUs: number
  readRepair: boolean
  timerKind: number
  /** The coordinator is a member itself: do its share without a message. */
  doLocally?(cluster: Cluster, node: ClusterNode, id: number, call: QuorumCall): void
  done(cluster: Cluster, node: ClusterNode, id: number, call: QuorumCall, status: number, cause: number): void
}

/** A virtual clock's zero, so that a clock set back by days still stamps positive versions. */
const EPOCH_US = 1099511627776

export function idle(): Coordinating {
  return { calls: new Map(), next: 1, lastStamp: 0 }
}

/** A version for a new write: the coordinator's wall clock, never the same twice, made unique by its index. Last writer wins, by its own clock. */
export function stamp(cluster: Cluster, node: ClusterNode, state: Coordinating): number {
  const wall = Math.max(1, EPOCH_US + node.wallClock(cluster.nowUs))
  state.lastStamp = Math.max(state.lastStamp + 1, wall)
  return state.lastStamp * 256 + (node.index & 255)
}

/** Asks every member. */
export function coordinate(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  call: QuorumCall,
): void {
  const id = state.next++
  state.calls.set(id, call)
  const lane = cluster.timeoutLane(rules.timeoutUs)
  call.timer = cluster.setTimeout(node, lane, rules.timeoutUs, rules.timerKind, call.origin, call.count, call.path, id)
  const type = call.op === OP.read ? TYPE.replicaRead : TYPE.replicaWrite
  for (const member of call.members) {
    if (member !== node.index) sendShare(cluster, node, member, type, id, call)
  }
  if (call.members.includes(node.index)) rules.doLocally?.(cluster, node, id, call)
}
function sendShare(
  cluster: Cluster,
  node: ClusterNode,
  member: number,
  type: number,
  id: number,
  call: QuorumCall,
): void {
  const m = cluster.send(node, cluster.nodes[member], type, call.origin, call.count, call.path, call.attempt)
  const words = cluster.queue.words
  const w = m * WORDS
  words[w + W.call] = id
  words[w + W.key] = call.key
  words[w + W.value] = call.value
  cluster.queue.floats[m * FLOATS + F.version] = call.version
}

/** A member has answered (a value with its version, or an acknowledgement). */
export function answered(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  id: number,
  member: number,
  version: number,
  value: number,
  path: number,
): void {
  const call = state.calls.get(id)
  if (!call) return
  if (count(call.tally, call.members.indexOf(member), version, value)) {
    call.path = path
    rules.done(cluster, node, id, call, STATUS.ok, CAUSE.none)
  }
  if (everyoneAnswered(call.tally)) close(cluster, node, state, rules, id, call)
}

/** The coordinator's timer for a call has come due. */
export function timedOut(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  id: number,
): void {
  const call = state.calls.get(id)
  if (!call) return
  if (!call.tally.done)
    rules.done(cluster, node, id, call, call.op === OP.read ? STATUS.failed : STATUS.unknown, CAUSE.noQuorum)
  close(cluster, node, state, rules, id, call)
}

function close(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  id: number,
  call: QuorumCall,
): void {
  cluster.cancelTimer(call.timer)
  state.calls.delete(id)
  if (!rules.readRepair || call.op !== OP.read) return
  for (const at of laggards(call.tally)) {
    const newest = { ...call, version: call.tally.version, value: call.tally.value }
    if (call.members[at] !== node.index) sendShare(cluster, node, call.members[at], TYPE.repair, id, newest)
    else rules.doLocally?.(cluster, node, -1, { ...newest, op: OP.write })
  }
}
