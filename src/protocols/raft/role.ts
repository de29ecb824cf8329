/**
 * The role of a store's node in a Raft group, one group a shard: translates the cluster's messages, timers and syncs into inputs
 * of the step function, and its effects back. What it answers its callers is in answers.ts. A machine whose disk was lost is a
 * new member, under a new name, and asks to be taken in.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, PURPOSE, STATUS, TYPE, W, mark } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { answerApplied, answerRead, beginRead, beginWrite, forgetAll, loseWrites } from './answers'
import { recovered } from './durable'
import { decideElectionTimeout } from './electionTimeout'
import { membershipOf } from './membership'
import type { WriteCommand } from './machine'
import { applyCommand, frozenCopy, machineFrom, newMachine } from './machine'
import type { Message } from './message'
import type { Cause, RaftConfig, RaftNode } from './node'
import { JOIN_RETRY_US, configOf, machineOf, memberName, stateOf } from './node'
import { newMember } from './state'
import type { RaftState } from './state'
import type { Input } from './step'
import { step } from './step'
import type { Effect, ElectionTimeout } from './turn'

const TIMER = { wake: 1, join: 2 } as const
export const RAFT_ROLES: readonly RaftState['role'][] = ['follower', 'preCandidate', 'candidate', 'leader']
const TYPES: Record<Message['kind'], number> = {
  voteRequest: TYPE.raftVoteRequest,
  voteReply: TYPE.raftVoteReply,
  append: TYPE.raftAppend,
  appendReply: TYPE.raftAppendReply,
  installSnapshot: TYPE.raftSnapshot,
  timeoutNow: TYPE.raftTimeoutNow,
}
const IS_RAFT = new Set([...Object.values(TYPES), TYPE.raftHeartbeat])

export const raftReplica: Role = {
  rejoins: true,
  start(cluster, node) {
    const { members } = configOf(node)
    const raft = newMember(node.index, membershipOf(members))
    node.state = {
      raft,
      machine: newMachine(),
      wakeUs: -1,
      wakes: 0,
      writes: new Map(),
      reads: new Map(),
      nextRead: 1,
    } satisfies RaftNode
    take(cluster, node, { kind: 'start' }, background(cluster, node))
  },
  receive(cluster, node, m) {
    const { words, bodies } = cluster.queue
    const type = words[m * WORDS + W.type]
    if (IS_RAFT.has(type)) {
      const message = bodies[m] as Message
      const isForMe = message.to === stateOf(node).raft.id // not for who this machine was before it lost its disk
      if (isForMe) take(cluster, node, { kind: 'message', message }, causeOf(cluster, m))
    } else if (type === TYPE.storeRead) {
      const id = beginRead(cluster, node, m)
      if (id > 0) take(cluster, node, { kind: 'read', id }, causeOf(cluster, m))
    } else if (type === TYPE.storeWrite)
      beginWrite(cluster, node, m, (input) => take(cluster, node, input, causeOf(cluster, m)))
    else if (type === TYPE.raftJoin) takeIn(cluster, node, m)
    else if (type === TYPE.storeTransfer)
      mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.refused)
  },
  timer(cluster, node, timer) {
    const w = timer * WORDS
    const { words } = cluster.queue
    const state = stateOf(node)
    if (words[w + W.type] === TIMER.join) askIn(cluster, node)
    else if (words[w + W.a] === state.wakes) {
      state.wakeUs = -1
      take(cluster, node, { kind: 'wake' }, background(cluster, node))
    }
  },
  synced(cluster, node, sync) {
    take(cluster, node, { kind: 'persisted' }, causeOf(cluster, sync))
  },
  refuse(cluster, _node, m) {
    const type = cluster.queue.words[m * WORDS + W.type]
    if (type !== TYPE.storeRead && type !== TYPE.storeWrite && type !== TYPE.storeTransfer) return
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },
  crash(cluster, node, diskLost) {
    const state = stateOf(node)
    const { term, role } = state.raft
    state.raft = diskLost ? newMember(memberName(node), membershipOf([])) : recovered(state.raft)
    become(cluster, node, machineFrom(state.raft.log.snapshot.data))
    state.wakeUs = -1
    forgetAll(state)
    tellChanges(cluster, node, term, role)
  },
  restart(cluster, node) {
    take(cluster, node, { kind: 'start' }, background(cluster, node))
    if (!node.diskLost) return
    cluster.recordNode(node, 'joining')
    askIn(cluster, node)
  },
}

function causeOf(cluster: Cluster, slot: number): Cause {
  const { words } = cluster.queue
  const w = slot * WORDS
  return { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
}
function background(cluster: Cluster, node: ClusterNode): Cause {
  return { origin: node.index, count: cluster.background(node), path: 0 }
}

/** One step of this node's member, with all that follows from it. */
function take(cluster: Cluster, node: ClusterNode, input: Input, cause: Cause): Effect[] {
  const state = stateOf(node)
  const { raft } = state
  const { term, role } = raft
  const nowUs = node.monotonic(cluster.nowUs)
  const electionTimeoutUs: ElectionTimeout = (t, round, range) =>
    decideElectionTimeout(cluster, node, PURPOSE.election, t, round, range)
  const { settings, snapshotEvery } = configOf(node)
  const effects = step(raft, settings, { nowUs, electionTimeoutUs }, input)
  for (const effect of effects) carryOut(cluster, node, effect, cause)
  if (raft.term !== term || raft.role !== role) tellChanges(cluster, node, term, role)
  if (role === 'leader' && raft.role !== 'leader') loseWrites(cluster, node)
  if (raft.applied - raft.log.snapshot.index >= snapshotEvery)
    take(cluster, node, { kind: 'compact', ...frozenCopy(state.machine) }, cause)
  if (node.diskLost) joinedYet(cluster, node)
  keepTime(cluster, node, nowUs)
  return effects
}
function carryOut(cluster: Cluster, node: ClusterNode, effect: Effect, cause: Cause): void {
  switch (effect.kind) {
    case 'send':
      transmit(cluster, node, effect.message, cause)
      break
    case 'persist':
      cluster.sync(node, 0, cause.origin, cause.count, cause.path)
      break
    case 'apply':
      if (effect.entry.kind === 'command')
        applyWrite(cluster, node, effect.index, effect.entry.term, effect.entry.command as WriteCommand)
      else answerApplied(cluster, node, effect.index, 0, 0)
      break
    case 'restore':
      become(cluster, node, machineFrom(effect.snapshot.data))
      break
    case 'readReady':
      answerRead(cluster, node, effect.id, true)
      break
    case 'readLost':
      answerRead(cluster, node, effect.id, false)
  }
}
function transmit(cluster: Cluster, node: ClusterNode, message: Message, { origin, count, path }: Cause): void {
  const to = cluster.nodes[machineOf(message.to)]
  const isHeartbeat = message.kind === 'append' && message.entries.length === 0
  const type = isHeartbeat ? TYPE.raftHeartbeat : TYPES[message.kind]
  cluster.send(node, to, type, origin, count, path, 0, message)
}
function applyWrite(cluster: Cluster, node: ClusterNode, index: number, term: number, command: WriteCommand): void {
  const { machine } = stateOf(node)
  const { version, isNew } = applyCommand(machine, index, command, configOf(node).idempotency)
  if (isNew) cluster.recordApplied(node, command.key, command.value, version)
  answerApplied(cluster, node, index, term, version)
}

/** The state machine is another one now: whatever looks different is written down. */
function become(cluster: Cluster, node: ClusterNode, machine: RaftNode['machine']): void {
  const state = stateOf(node)
  const { table } = state.machine
  state.machine = machine
  const keys = [...machine.table.keys(), ...[...table.keys()].filter((key) => !machine.table.has(key))]
  for (const key of keys) {
    const version = machine.table.version(key)
    if (version !== table.version(key)) cluster.recordApplied(node, key, machine.table.value(key), version)
  }
}
function tellChanges(cluster: Cluster, node: ClusterNode, term: number, role: RaftState['role']): void {
  const { raft } = stateOf(node)
  if (raft.term !== term) cluster.recordState(node, 'term', 0, term, raft.term)
  if (raft.role !== role)
    cluster.recordState(node, 'role', raft.term, RAFT_ROLES.indexOf(role), RAFT_ROLES.indexOf(raft.role))
}

/** One timer is under way, due no later than the member. */
function keepTime(cluster: Cluster, node: ClusterNode, nowUs: number): void {
  const state = stateOf(node)
  const { dueUs } = state.raft
  if (state.wakeUs >= 0 && state.wakeUs <= dueUs) return
  state.wakeUs = dueUs
  state.wakes++
  cluster.setTimer(node, Math.max(0, dueUs - nowUs), TIMER.wake, node.index, node.invoked, 0, state.wakes)
}

/* ---- as a new member, and its peers ---- */

function askIn(cluster: Cluster, node: ClusterNode): void {
  if (!node.diskLost) return
  const { origin, count, path } = background(cluster, node)
  for (const peer of configOf(node).members) {
    if (peer === node.index) continue
    const m = cluster.send(node, cluster.nodes[peer], TYPE.raftJoin, origin, count, path)
    cluster.queue.words[m * WORDS + W.value] = stateOf(node).raft.id
  }
  cluster.setTimer(node, JOIN_RETRY_US, TIMER.join, origin, count, path)
}
/** A leader puts the new member in the place of who its machine was. */
function takeIn(cluster: Cluster, node: ClusterNode, m: number): void {
  const { raft } = stateOf(node)
  const newcomer = cluster.queue.words[m * WORDS + W.value]
  if (raft.role !== 'leader' || raft.membership.voters.includes(newcomer)) return
  const others = raft.membership.voters.filter((id) => machineOf(id) !== machineOf(newcomer))
  take(cluster, node, { kind: 'change', voters: [...others, newcomer] }, causeOf(cluster, m))
}
function joinedYet(cluster: Cluster, node: ClusterNode): void {
  const { raft } = stateOf(node)
  if (!raft.membership.voters.includes(raft.id) || raft.membershipIndex > raft.commit) return
  node.diskLost = false
  cluster.recordNode(node, 'joined')
}

/** A replica's configuration. */
export function raftConfig(members: readonly number[], rest: Omit<RaftConfig, 'members'>): RaftConfig {
  return { members, ...rest }
}
