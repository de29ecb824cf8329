/**
 * The coordinator of consumer groups (after Apache Kafka's group protocol, with the assignment made here as in KIP-848): members
 * join and are heard of by heartbeats; when one comes, or is not heard of for a session, everybody stops, joins anew, and the next
 * generation gets its partitions. An answer from an older generation counts for nothing.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { assign, movedPartitions } from './assignors'
import { PULSE, assignedBody } from './bodies'
import { offsetsOf, takeBack } from './log'
import type { GroupState, Member, Phase } from './state'
import { configOf, stateOf } from './state'

export const STREAM_TIMER = { session: 1, round: 2, wait: 3 } as const
/** The first members of an empty group wait so long for others (Kafka's group.initial.rebalance.delay.ms, which is 3 s). */
const GATHERING_US = 500_000
/** So many sessions a member may take to finish what it has in hand and join anew. */
const ROUND_SESSIONS = 2

/** A member asks to be taken in, or whether it has been. */
export function joined(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const w = m * WORDS
  const [g, who, incarnation] = [words[w + W.a], words[w + W.from], words[w + W.c]]
  const group = stateOf(node).groups[g]
  const question = {
    call: words[w + W.call],
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
  }
  const known = group.members.get(who)
  const member: Member =
    known?.incarnation === incarnation ? known : { incarnation, joined: false, question, session: known?.session ?? -1 }
  member.question = question
  group.members.set(who, member)
  heardOf(cluster, node, g, who, member)
  if (group.phase === 'stable' && member === known) {
    tell(cluster, node, group, who, member) // the answer was lost
    return
  }
  if (group.phase === 'stable') beginRound(cluster, node, g)
  member.joined = true
  if (group.phase === 'empty') enter(cluster, node, g, 'gathering', GATHERING_US)
  else endRoundWhenComplete(cluster, node, g)
}

/** Answers a heartbeat with how the group stands. */
export function heartbeat(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const w = m * WORDS
  words[w + W.a] = standing(cluster, node, words[w + W.a], words[w + W.from], words[w + W.b], words[w + W.c])
  cluster.reply(m, TYPE.streamPulse)
}
/** PULSE: what a member of that generation is to the group now. Whoever belongs to it has been heard of. */
export function standing(
  cluster: Cluster,
  node: ClusterNode,
  g: number,
  who: number,
  generation: number,
  incarnation: number,
): number {
  const group = stateOf(node).groups[g]
  const member = group.members.get(who)
  if (member?.incarnation !== incarnation || generation !== group.generation) return PULSE.unknown
  heardOf(cluster, node, g, who, member)
  return group.phase === 'stable' || member.joined ? PULSE.stable : PULSE.rebalancing
}
function heardOf(cluster: Cluster, node: ClusterNode, g: number, who: number, member: Member): void {
  if (member.session >= 0) cluster.cancelTimer(member.session)
  const { sessionUs } = configOf(node).groups[g]
  const lane = cluster.timeoutLane(sessionUs)
  member.session = cluster.startTimeout(node, lane, sessionUs, STREAM_TIMER.session, node.index, 0, 0, g, who)
}

/** A member was not heard of for a session, or has left. */
export function sessionEnded(cluster: Cluster, node: ClusterNode, g: number, who: number): void {
  const group = stateOf(node).groups[g]
  if (!group.members.delete(who)) return
  group.asking.delete(who)
  if (group.phase === 'stable') beginRound(cluster, node, g)
  endRoundWhenComplete(cluster, node, g)
}

/** A member goes of its own accord: nobody waits for its session to end. */
export function left(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const w = m * WORDS
  const [g, who, incarnation] = [words[w + W.a], words[w + W.from], words[w + W.c]]
  const member = stateOf(node).groups[g].members.get(who)
  if (member?.incarnation !== incarnation) return
  cluster.cancelTimer(member.session)
  sessionEnded(cluster, node, g, who)
}

function enter(cluster: Cluster, node: ClusterNode, g: number, phase: Phase, us: number): void {
  const group = stateOf(node).groups[g]
  group.phase = phase
  group.since = cluster.nowUs
  if (group.timer >= 0) cluster.cancelTimer(group.timer)
  group.timer = us > 0 ? cluster.setTimer(node, us, STREAM_TIMER.round, node.index, 0, 0, g) : -1
}
/** Everybody must join anew; until all have, or time is up, nobody is given anything. */
function beginRound(cluster: Cluster, node: ClusterNode, g: number): void {
  const group = stateOf(node).groups[g]
  for (const member of group.members.values()) member.joined = false
  group.asking.clear()
  cluster.recordState(node, 'rebalancing', g, group.generation, group.members.size)
  enter(cluster, node, g, 'joining', ROUND_SESSIONS * configOf(node).groups[g].sessionUs)
}
function endRoundWhenComplete(cluster: Cluster, node: ClusterNode, g: number): void {
  const { phase, members } = stateOf(node).groups[g]
  if (phase === 'joining' && [...members.values()].every((member) => member.joined)) endRound(cluster, node, g)
}
/** The next generation begins, of those who have joined. */
export function endRound(cluster: Cluster, node: ClusterNode, g: number): void {
  const group = stateOf(node).groups[g]
  for (const [who, member] of group.members) {
    if (member.joined) continue
    if (member.session >= 0) cluster.cancelTimer(member.session)
    group.members.delete(who)
  }
  takeBack(cluster, node, group)
  group.generation++
  if (group.members.size === 0) {
    enter(cluster, node, g, 'empty', 0)
    return
  }
  const names = [...group.members.keys()].sort((a, b) => a - b)
  const owners = assign(configOf(node).groups[g].assignor, names, group.owners)
  group.moved = movedPartitions(group.owners, owners)
  group.owners = owners
  group.rebalances++
  enter(cluster, node, g, 'stable', 0)
  cluster.recordState(node, 'rebalanced', g, group.moved, group.generation)
  for (const [who, member] of group.members) tell(cluster, node, group, who, member)
}
function tell(cluster: Cluster, node: ClusterNode, group: GroupState, who: number, { question }: Member): void {
  const { call, origin, count, path } = question
  const body = assignedBody(group.generation, offsetsOf(group, who))
  const m = cluster.send(node, cluster.nodes[who], TYPE.streamAssigned, origin, count, path, 0, body)
  cluster.queue.words[m * WORDS + W.call] = call
}

/** The coordinator's process ended: who belonged to a group is forgotten, how far it is is not. */
export function disband(cluster: Cluster, node: ClusterNode): void {
  for (const group of stateOf(node).groups) {
    takeBack(cluster, node, group)
    group.members.clear()
    group.asking.clear()
    group.phase = 'empty'
    group.timer = -1
    group.since = cluster.nowUs
  }
}
