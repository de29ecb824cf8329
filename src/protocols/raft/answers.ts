/**
 * What a store's node answers its callers. Writes and strong reads are the leader's; any other read is for any member that is
 * fresh enough: a bounded one by its own clock, a session's by what the session has seen. What is not provably the newest says
 * how old it may be.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, F, LEVEL, RETURN_FLAG, STATUS, TYPE, W, answerLater, levelOf, mark } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { lastIndex } from './log'
import type { WriteCommand } from './machine'
import type { Ask, RaftNode } from './node'
import { machineOf, stateOf } from './node'
import { freshAsOfUs } from './reads'
import type { Input } from './step'
import type { Effect } from './turn'

const COMMAND_BYTES = 448

function askOf(cluster: Cluster, m: number): Ask {
  const { words } = cluster.queue
  const w = m * WORDS
  return {
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
    asker: words[w + W.from],
    attempt: words[w + W.attempt],
    call: words[w + W.call],
    key: words[w + W.key],
    value: words[w + W.value],
  }
}
function answer(
  cluster: Cluster,
  node: ClusterNode,
  ask: Ask,
  status: number,
  told: { cause?: number; leader?: number; value?: number; version?: number },
): void {
  const m = answerLater(cluster, node, ask.asker, ask, told.value ?? 0, told.version ?? 0)
  mark(cluster, m, status, told.cause ?? CAUSE.none, told.leader ?? 0)
}
/** The leader's node as answers name it: its index + 1; 0: not known, or it is this node itself, which no longer leads. */
function leaderOf(node: ClusterNode): number {
  const { leader, id } = stateOf(node).raft
  return leader < 0 || leader === id ? 0 : machineOf(leader) + 1
}

/* ---- writes ---- */

/** Proposes a write; it is answered when its entry is applied. */
export function beginWrite(cluster: Cluster, node: ClusterNode, m: number, take: (input: Input) => Effect[]): void {
  const state = stateOf(node)
  const ask = askOf(cluster, m)
  const command: WriteCommand = Object.freeze({
    key: ask.key,
    value: ask.value,
    origin: ask.origin,
    count: ask.count,
  })
  const isLeader = state.raft.role === 'leader' && state.raft.lead?.successor === -1
  if (!isLeader) {
    answer(cluster, node, ask, STATUS.elsewhere, { cause: CAUSE.refused, leader: leaderOf(node) })
    return
  }
  // Noted first: with nothing to wait for (one member, no disk) it is applied within the step.
  state.writes.set(lastIndex(state.raft.log) + 1, { term: state.raft.term, ask })
  take({ kind: 'command', command, bytes: COMMAND_BYTES })
}
/** The entry at `index` was applied. Another one than was proposed there: that one never will be. */
export function answerApplied(cluster: Cluster, node: ClusterNode, index: number, term: number, version: number): void {
  const { writes } = stateOf(node)
  const waiting = writes.get(index)
  if (!waiting) return
  writes.delete(index)
  const { ask } = waiting
  if (waiting.term === term) answer(cluster, node, ask, STATUS.ok, { value: ask.value, version })
  else answer(cluster, node, ask, STATUS.elsewhere, { cause: CAUSE.refused, leader: leaderOf(node) })
}
/** It leads no longer: what it proposed may be committed by another, or dropped. */
export function loseWrites(cluster: Cluster, node: ClusterNode): void {
  const { writes } = stateOf(node)
  for (const { ask } of writes.values()) answer(cluster, node, ask, STATUS.unknown, { cause: CAUSE.noQuorum })
  writes.clear()
}
export function forgetAll(state: RaftNode): void {
  state.writes.clear()
  state.reads.clear()
}

/* ---- reads ---- */

/** Answers at once, or names a read that needs the leader's proof (> 0). */
export function beginRead(cluster: Cluster, node: ClusterNode, m: number): number {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  const state = stateOf(node)
  const { raft } = state
  const level = levelOf(words[w + W.b])
  const freshUs = freshAsOfUs(raft)
  const ageUs = freshUs < 0 ? -1 : Math.max(0, node.monotonic(cluster.nowUs) - freshUs)
  const isMember = raft.membership.voters.includes(raft.id)
  const suits =
    level === LEVEL.prefix ||
    level === LEVEL.eventual ||
    (level === LEVEL.session && raft.applied >= floats[m * FLOATS + F.version]) ||
    (level === LEVEL.bounded && ageUs >= 0 && ageUs <= floats[m * FLOATS + F.x])
  if (isMember && suits) {
    const { table } = state.machine
    const key = words[w + W.key]
    cluster.reply(m, TYPE.storeAnswer)
    words[w + W.value] = table.value(key)
    floats[m * FLOATS + F.version] = table.version(key)
    floats[m * FLOATS + F.x] = ageUs
    mark(cluster, m, STATUS.ok, CAUSE.none, RETURN_FLAG.stale)
    return 0
  }
  if (raft.role !== 'leader') {
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.elsewhere, CAUSE.refused, leaderOf(node))
    return 0
  }
  const id = state.nextRead++
  state.reads.set(id, askOf(cluster, m))
  return id
}
/** The proof has come, or never will. */
export function answerRead(cluster: Cluster, node: ClusterNode, id: number, isReady: boolean): void {
  const { reads, machine } = stateOf(node)
  const ask = reads.get(id)
  if (!ask) return
  reads.delete(id)
  const { table } = machine
  if (isReady) answer(cluster, node, ask, STATUS.ok, { value: table.value(ask.key), version: table.version(ask.key) })
  else answer(cluster, node, ask, STATUS.elsewhere, { cause: CAUSE.refused, leader: leaderOf(node) })
}
