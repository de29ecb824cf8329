/**
 * The coordinator of a leaderless store (Gifford 1979; Dynamo, SOSP 2007, 4.5): it asks all members, and is done at R values or W
 * acknowledgements. Later answers still count for read repair (Dynamo 4.5, last paragraph). A read without a quorum has failed;
 * a write without one is of unknown fate, since some member may have it.
 *
 * Two further phases make a linearizable register of it (Attiya, Bar-Noy, Dolev, JACM 1995; multi-writer: Lynch and Shvartsman,
 * FTCS 1997): a write that first reads the newest version from a quorum, and a read that writes back what it found before
 * it replies. Where an operation is to take effect once in however many attempts, its version is fixed in between (fixing.ts).
 * Each phase is a call of its own, so that answers to the one before are not counted.
 */
import { WORDS, FLOATS } from '../../kernel/eventQueue'
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, F, OP, STAMPS, STAMP_EPOCH_US, STATUS, TYPE, W, isPlaced } from '../../cluster'
import { FRESH, majorityOf } from './levels'
import { OWN } from './replica'
import type { Tally } from './tally'
import { count, everyoneAnswered, holders, isHeldByQuorum, laggards, newTally } from './tally'
import type { Siblings } from './versions'
import { advanced, bytesOf } from './versions'

/** One phase of a read or write being coordinated. Data. */
export interface QuorumCall {
  asks: number // OP.read or OP.write: what the asker wants
  op: number // what the members are asked for now; or FIX
  key: number
  value: number // of a write, and once a read is done what it found
  version: number
  siblings: Siblings | null // with vector clocks: of a write, what it puts there; null: last writer wins
  members: readonly number[] // node indices
  homes: readonly number[] | null // by member: the home that it stands for, or OWN; null: all are homes
  epoch: number // of the map of shards that its members are from; or where its key was placed
  need: number // answers that its asker waits for
  fixed: number // of a write whose version must be fixed: the version that a member has noted for it, 0: none yet; NOT_FIXED
  ageUs: number // of a read's answer: at most so old, AGE_UNKNOWN or FRESH
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
  lastStamp: number // these two outlive the process: no version is ever given twice
  written: number // writes coordinated: this node's entry in vector clocks
}
export type ReadRepair = 'off' | 'background' | 'beforeReply'
export interface QuorumRules {
  timeoutUs: number
  readRepair: ReadRepair
  timerKind: number
  /** The coordinator is a member itself: do its share without a message. */
  doLocally?(cluster: Cluster, node: ClusterNode, id: number, call: QuorumCall): void
  done(cluster: Cluster, node: ClusterNode, call: QuorumCall, status: number, cause: number): void
  /** A member was not heard of before the call's time was up. */
  wasSilent?(cluster: Cluster, node: ClusterNode, member: number): void
}

/** A phase of a write: members note its version, and do not see its value yet. */
export const FIX = 16
export const NOT_FIXED = -1

export function idle(): Coordinating {
  return { calls: new Map(), next: 1, lastStamp: 0, written: 0 }
}
/** The process ended: calls are gone. */
export function idleAgain({ next, lastStamp, written }: Coordinating): Coordinating {
  return { calls: new Map(), next, lastStamp, written }
}

/** A version for a new write: the coordinator's wall clock, never the same twice, made unique by its index. Last writer wins, by its own clock. */
export function stamp(cluster: Cluster, node: ClusterNode, state: Coordinating): number {
  const wall = Math.max(1, STAMP_EPOCH_US + node.wallClock(cluster.nowUs))
  state.lastStamp = Math.max(state.lastStamp + 1, wall)
  return state.lastStamp * STAMPS + (node.index & 255)
}
/** A version for a write that knows of `seen`: greater than it, and than all that this coordinator gave before. */
function stampAfter(node: ClusterNode, state: Coordinating, seen: number): number {
  state.lastStamp = Math.max(state.lastStamp, Math.floor(seen / STAMPS)) + 1
  return state.lastStamp * STAMPS + (node.index & 255)
}
/** Gives a write that supersedes `context` its clock and version: its stamp is later than of all that it descends from. */
export function writeAfter(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  call: QuorumCall,
  context: Siblings,
): void {
  const seen = context.length > 0 ? context[context.length - 1].version : 0
  call.version = stamp(cluster, node, state)
  if (call.version <= seen) call.version = stampAfter(node, state, seen)
  const clock = advanced(context, node.index, ++state.written, node.wallClock(cluster.nowUs))
  call.siblings = Object.freeze([Object.freeze({ clock, version: call.version, value: call.value })])
}

/** Asks every member. */
export function coordinate(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  call: QuorumCall,
): void {
  const id = open(cluster, node, state, rules, call)
  for (let at = 0; at < call.members.length; at++) if (call.members[at] !== node.index) ask(cluster, node, at, id, call)
  if (call.members.includes(node.index)) rules.doLocally?.(cluster, node, id, call)
}
function open(cluster: Cluster, node: ClusterNode, state: Coordinating, rules: QuorumRules, call: QuorumCall): number {
  const id = state.next++
  state.calls.set(id, call)
  const lane = cluster.timeoutLane(rules.timeoutUs)
  call.timer = cluster.startTimeout(
    node,
    lane,
    rules.timeoutUs,
    rules.timerKind,
    call.origin,
    call.count,
    call.path,
    id,
  )
  return id
}
function ask(cluster: Cluster, node: ClusterNode, at: number, id: number, call: QuorumCall): void {
  if (call.op === OP.read) sendShare(cluster, node, at, TYPE.replicaRead, id, call, null)
  else if (call.op === FIX) sendShare(cluster, node, at, TYPE.replicaFix, id, call, null)
  else if (call.siblings) sendShare(cluster, node, at, TYPE.versionsWrite, id, call, call.siblings)
  else sendShare(cluster, node, at, TYPE.replicaWrite, id, call, null)
}
function sendShare(
  cluster: Cluster,
  node: ClusterNode,
  at: number,
  type: number,
  id: number,
  call: QuorumCall,
  siblings: Siblings | null,
): void {
  const member = cluster.nodes[call.members[at]]
  const body = siblings ? Object.freeze({ siblings, bytes: bytesOf(siblings) }) : undefined
  const m = cluster.send(node, member, type, call.origin, call.count, call.path, call.attempt, body)
  const words = cluster.queue.words
  const w = m * WORDS
  words[w + W.call] = id
  words[w + W.key] = call.key
  words[w + W.value] = call.value
  words[w + W.a] = call.epoch
  words[w + W.c] = 1 + (call.homes ? call.homes[at] : OWN)
  cluster.queue.floats[m * FLOATS + F.version] = call.version
}

/** What a member answered: a value with its version, or an acknowledgement. */
export interface MemberAnswer {
  member: number
  version: number
  value: number
  siblings: Siblings | null
  isVolatile: boolean // not on its disk yet
  path: number
}
export function answered(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  id: number,
  answer: MemberAnswer,
): void {
  const call = state.calls.get(id)
  if (!call) return
  const { tally } = call
  const at = call.members.indexOf(answer.member)
  if (call.op === FIX && answer.version !== 0) {
    outvoted(cluster, node, state, rules, id, call, at)
    return
  }
  if (count(tally, at, answer.version, answer.value, answer.siblings, answer.isVolatile)) {
    call.path = answer.path
    if (call.asks === OP.write && call.op !== OP.write) {
      close(cluster, state, id, call)
      if (call.op === FIX) writeWhatWasFixed(cluster, node, state, rules, call)
      else writeWhatWasRead(cluster, node, state, rules, call)
      return
    }
    if (call.op === OP.read) found(call)
    if (call.op === OP.read && mustWriteBack(rules, call)) {
      close(cluster, state, id, call)
      writeBack(cluster, node, state, rules, call)
      return
    }
    rules.done(cluster, node, call, STATUS.ok, CAUSE.none)
  }
  if (!everyoneAnswered(tally)) return
  if (!tally.done) rules.done(cluster, node, call, STATUS.failed, CAUSE.noQuorum)
  close(cluster, state, id, call)
  repair(cluster, node, rules, id, call)
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
  if (!call.tally.done) {
    if (call.op === OP.read) found(call)
    const isUndone = call.asks === OP.read || call.op !== OP.write
    rules.done(cluster, node, call, isUndone ? STATUS.failed : STATUS.unknown, CAUSE.noQuorum)
  }
  close(cluster, state, id, call)
  if (rules.wasSilent) {
    for (let at = 0; at < call.members.length; at++)
      if (call.tally.versions[at] < 0 && call.members[at] !== node.index)
        rules.wasSilent(cluster, node, call.members[at])
  }
  repair(cluster, node, rules, id, call)
}

/** Whom a phase of a call goes to. */
export interface Called {
  members: readonly number[]
  homes: readonly number[] | null
  old: number // of the members: see the tally
}
/**
 * The homes of keys have changed: calls of an older map whose key that touches begin their phase again, at the members that
 * `calledFor` names. A write keeps its version, so that those who have it already just say so again.
 */
export function askAgain(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  epoch: number,
  calledFor: (call: QuorumCall) => Called | null,
): void {
  for (const [id, call] of [...state.calls]) {
    if (call.epoch >= epoch || isPlaced(call.epoch)) continue
    const called = calledFor(call)
    if (called === null) continue
    close(cluster, state, id, call)
    if (call.tally.done) continue
    const { members, homes, old } = called
    const tally = newTally(members.length, call.tally.need, call.tally.floor, old)
    coordinate(cluster, node, state, rules, { ...call, epoch, members, homes, tally })
  }
}

function close(cluster: Cluster, state: Coordinating, id: number, call: QuorumCall): void {
  cluster.cancelTimer(call.timer)
  state.calls.delete(id)
}
/** A read's result: the newest of what was answered. */
function found(call: QuorumCall): void {
  if (call.asks !== OP.read) return
  call.value = call.tally.value
  call.version = call.tally.version
}

/** Whether what a read found must reach more members first. A read that may be stale anyway need not wait for that. */
function mustWriteBack(rules: QuorumRules, call: QuorumCall): boolean {
  return rules.readRepair === 'beforeReply' && call.ageUs === FRESH && !isHeldByQuorum(call.tally)
}

/** Second phase of a write: with a version, or a clock, that supersedes what a quorum had. */
function writeWhatWasRead(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  read: QuorumCall,
): void {
  const { members, need, tally } = read
  const call: QuorumCall = { ...read, op: OP.write, tally: newTally(members.length, need, 0, tally.old) }
  if (call.siblings) writeAfter(cluster, node, state, call, read.tally.siblings)
  else if (call.fixed > 0) call.version = call.fixed
  else call.version ||= stampAfter(node, state, read.tally.version)
  if (call.fixed !== NOT_FIXED) {
    const majority = majorityOf(members.length - tally.old)
    call.op = FIX
    call.tally = newTally(members.length, Math.max(need, majority), 0, tally.old)
  }
  coordinate(cluster, node, state, rules, call)
}
/** Third phase of a write whose version a majority has noted. */
function writeWhatWasFixed(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  fixed: QuorumCall,
): void {
  const tally = newTally(fixed.members.length, fixed.need, 0, fixed.tally.old)
  coordinate(cluster, node, state, rules, { ...fixed, op: OP.write, tally })
}
/** A member has noted another version for this operation: where too many have, another attempt may have written that. */
function outvoted(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  id: number,
  call: QuorumCall,
  at: number,
): void {
  const { tally } = call
  if (tally.versions[at] >= 0) return
  tally.versions[at] = 0
  tally.against++
  if (tally.of - tally.against >= tally.need) return
  close(cluster, state, id, call)
  rules.done(cluster, node, call, STATUS.unknown, CAUSE.noQuorum)
}
/** A member has answered with the version that it has noted for a call's operation. */
export function heardOfFixed(state: Coordinating, id: number, version: number): void {
  const call = state.calls.get(id)
  if (call && call.fixed !== NOT_FIXED) call.fixed = Math.max(call.fixed, version)
}

/** Second phase of a read: its answer is given when as many as were asked for hold it on their disks. */
function writeBack(
  cluster: Cluster,
  node: ClusterNode,
  state: Coordinating,
  rules: QuorumRules,
  read: QuorumCall,
): void {
  const { tally } = read
  const call: QuorumCall = {
    ...read,
    op: OP.write,
    siblings: tally.held ? tally.siblings : null,
    tally: newTally(read.members.length, read.need, 0, tally.old),
  }
  const have = holders(tally)
  for (const at of have) count(call.tally, at, 0, 0)
  const id = open(cluster, node, state, rules, call)
  for (let at = 0; at < call.members.length; at++)
    if (!have.includes(at) && call.members[at] !== node.index) ask(cluster, node, at, id, call)
  const own = call.members.indexOf(node.index)
  if (own >= 0 && !have.includes(own)) rules.doLocally?.(cluster, node, id, call)
}

/** Brings members that answered with less up to date, without waiting for them. */
function repair(cluster: Cluster, node: ClusterNode, rules: QuorumRules, id: number, call: QuorumCall): void {
  if (rules.readRepair === 'off' || call.op !== OP.read || call.asks !== OP.read) return
  const { tally } = call
  const behind = laggards(tally)
  if (behind.length === 0) return
  const siblings = tally.held ? tally.siblings : null
  const newest = { ...call, version: tally.version, value: tally.value, siblings }
  for (const at of behind) {
    const type = siblings ? TYPE.versionsRepair : TYPE.repair
    if (call.members[at] !== node.index) sendShare(cluster, node, at, type, id, newest, siblings)
    else rules.doLocally?.(cluster, node, -1, { ...newest, op: OP.write })
  }
}
