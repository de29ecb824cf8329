/**
 * A consumer of a stream: joins its group, polls what its partitions have, works on each partition's entries in order (on several
 * partitions at once, as far as it has workers), writes each user's fresh analytics to the store, and commits. With `commit: 'after'`
 * an entry is done at least once, with `'before'` at most once: whatever it has in hand when it dies is lost.
 *
 * It never works ahead of a failure: the partition waits and the entry is tried again, until the `maxDeliveries`-th time, when it is
 * given up as a dead letter.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { OP, OUTCOME, STATUS, TYPE, W, extendPath, takesPart } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { isPoison } from '../poison'
import { commandBreakers } from '../calling'
import type { StoreResult } from '../store'
import { askStore, mapReceived, storeAnswered, storeBackedOff, storeHedged, storeTimedOut } from '../store'
import type { AssignedBody, BatchBody, Entry } from './bodies'
import { PULSE, commitBody, pollBody } from './bodies'
import type { Part, Writing } from './consumerState'
import { configOf, freshConsumer, isMember, stateOf } from './consumerState'
import { CONSUMER_TIMER } from './consumerTimers'

/** What failed is tried again after so long. */
const RETRY_US = 200_000
/** A poll or a commit that was not answered is sent again; an open poll is asked anew. */
const ASK_AGAIN_US = 1_000_000

export const consumer: Role = {
  start(cluster, node) {
    node.state = freshConsumer(node)
    if (takesPart(node)) join(cluster, node)
  },
  restart(cluster, node) {
    if (!node.membership) join(cluster, node) // else it boots first
  },
  dutyChanged(cluster, node) {
    const { phase } = stateOf(node)
    if (takesPart(node)) {
      if (phase === 'apart') join(cluster, node)
    } else if (phase === 'joining' || phase === 'polling') leave(cluster, node)
  },
  holds: (node) => stateOf(node).phase !== 'apart',
  crash(_cluster, node) {
    const { asked, done, failed, lost } = stateOf(node)
    node.state = { ...freshConsumer(node), asked, done, failed, lost }
  },
  command(cluster, node, command) {
    commandBreakers(cluster, node, command)
  },
  receive(cluster, node, m) {
    RECEIVE[cluster.queue.words[m * WORDS + W.type]]?.(cluster, node, m)
  },
  timer(cluster, node, timer) {
    TIMERS[cluster.queue.words[timer * WORDS + W.type]]?.(cluster, node, timer)
  },
}

type Handler = (cluster: Cluster, node: ClusterNode, slot: number) => void
const RECEIVE: Partial<Record<number, Handler>> = {
  [TYPE.streamAssigned]: assigned,
  [TYPE.streamPulse]: pulse,
  [TYPE.streamBatch]: batchCame,
  [TYPE.streamCommitted]: committed,
  [TYPE.streamEntry]: (cluster, node, m) => {
    const { words } = cluster.queue
    served(cluster, node, words[m * WORDS + W.a], words[m * WORDS + W.b], words[m * WORDS + W.path])
  },
  [TYPE.storeAnswer]: (cluster, node, m) => {
    const id = cluster.queue.words[m * WORDS + W.call]
    const writing = stateOf(node).writing.get(id)
    const { store } = configOf(node)
    if (writing && store) storeAnswered(cluster, node, store, writing, id, m, stored)
  },
  [TYPE.shardMap]: (cluster, node, m) => {
    const { store } = configOf(node)
    if (store) mapReceived(cluster, node, store, m, null)
  },
}
const TIMERS: Partial<Record<number, Handler>> = {
  [CONSUMER_TIMER.heartbeat]: heartbeat,
  [CONSUMER_TIMER.ask]: askAgain,
  [CONSUMER_TIMER.retry]: (cluster, node, t) => retried(cluster, node, cluster.queue.words[t * WORDS + W.a]),
  [CONSUMER_TIMER.entry]: (cluster, node, t) => {
    const { words } = cluster.queue
    served(cluster, node, words[t * WORDS + W.a], words[t * WORDS + W.b], words[t * WORDS + W.path])
  },
  [CONSUMER_TIMER.store]: (cluster, node, t) => {
    const id = cluster.queue.words[t * WORDS + W.a]
    const writing = stateOf(node).writing.get(id)
    const { store } = configOf(node)
    if (writing && store) storeTimedOut(cluster, node, store, writing, id, t, stored)
  },
  [CONSUMER_TIMER.backoff]: (cluster, node, t) => {
    const id = cluster.queue.words[t * WORDS + W.a]
    const writing = stateOf(node).writing.get(id)
    const { store } = configOf(node)
    if (writing && store) storeBackedOff(cluster, node, store, writing, id, t)
  },
  [CONSUMER_TIMER.hedge]: (cluster, node, t) => {
    const id = cluster.queue.words[t * WORDS + W.a]
    const writing = stateOf(node).writing.get(id)
    const { store } = configOf(node)
    if (writing && store) storeHedged(cluster, node, store, writing, id, t)
  },
}

/* ---- asking the stream ---- */

/** Sends a question about its group; answers the slot. A new one makes the answers to older ones void. */
function ask(cluster: Cluster, node: ClusterNode, type: number, body?: Parameters<Cluster['send']>[7]): number {
  const { stream, group } = configOf(node)
  const state = stateOf(node)
  state.asked++
  const count = cluster.background(node)
  const m = cluster.send(node, cluster.nodes[stream], type, node.index, count, 0, 0, body)
  const w = m * WORDS
  cluster.queue.words[w + W.call] = state.asked
  cluster.queue.words[w + W.a] = group
  cluster.queue.words[w + W.b] = state.generation
  cluster.queue.words[w + W.c] = node.incarnation
  const us = type === TYPE.streamJoin ? configOf(node).heartbeatUs : ASK_AGAIN_US
  cluster.setTimer(node, us, CONSUMER_TIMER.ask, node.index, count, 0, state.asked)
  return m
}
/** The question or its answer was lost, or there is nothing to tell yet. */
function askAgain(cluster: Cluster, node: ClusterNode, timer: number): void {
  const state = stateOf(node)
  if (cluster.queue.words[timer * WORDS + W.a] !== state.asked) return
  if (state.phase === 'joining') ask(cluster, node, TYPE.streamJoin)
  else if (state.phase === 'committing') sendCommit(cluster, node)
  else if (state.phase === 'polling') poll(cluster, node)
}

function join(cluster: Cluster, node: ClusterNode): void {
  if (!takesPart(node)) {
    leave(cluster, node)
    return
  }
  const state = stateOf(node)
  state.phase = 'joining'
  state.leaves = false
  ask(cluster, node, TYPE.streamJoin)
}
/** With nothing in hand. If the stream does not hear of it, it finds out at the end of the session. */
function leave(cluster: Cluster, node: ClusterNode): void {
  const { stream, group } = configOf(node)
  const state = stateOf(node)
  state.phase = 'apart'
  state.parts = new Map()
  state.asked++
  const m = cluster.send(node, cluster.nodes[stream], TYPE.leave, node.index, cluster.background(node), 0)
  cluster.queue.words[m * WORDS + W.a] = group
  cluster.queue.words[m * WORDS + W.c] = node.incarnation
}
function assigned(cluster: Cluster, node: ClusterNode, m: number): void {
  const state = stateOf(node)
  const { generation, from } = cluster.queue.bodies[m] as AssignedBody
  if (state.phase !== 'joining' || generation <= state.generation) return
  state.generation = generation
  state.parts = new Map(from.map(([partition, offset]) => [partition, partFrom(offset)]))
  setHeartbeat(cluster, node)
  poll(cluster, node)
}
function partFrom(next: number): Part {
  return { next, entries: [], head: 0, working: false, tries: 0, pausedUntilUs: 0, dead: [] }
}

function setHeartbeat(cluster: Cluster, node: ClusterNode): void {
  const { heartbeatUs } = configOf(node)
  cluster.setTimer(node, heartbeatUs, CONSUMER_TIMER.heartbeat, node.index, 0, 0, stateOf(node).generation)
}
function heartbeat(cluster: Cluster, node: ClusterNode, timer: number): void {
  const { stream, group } = configOf(node)
  const { generation, phase } = stateOf(node)
  if (cluster.queue.words[timer * WORDS + W.a] !== generation || !isMember(phase)) return
  const count = cluster.background(node)
  const m = cluster.send(node, cluster.nodes[stream], TYPE.streamHeartbeat, node.index, count, 0)
  const w = m * WORDS
  cluster.queue.words[w + W.a] = group
  cluster.queue.words[w + W.b] = generation
  cluster.queue.words[w + W.c] = node.incarnation
  setHeartbeat(cluster, node)
}
/** How its group stands. A rebalance lets it finish what it has in hand; one that went on without it leaves it nothing. */
function pulse(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const state = stateOf(node)
  if (words[m * WORDS + W.b] !== state.generation || !isMember(state.phase)) return
  if (words[m * WORDS + W.a] === PULSE.unknown) dropOut(cluster, node)
  else if (words[m * WORDS + W.a] === PULSE.rebalancing) {
    state.leaves = true
    if (state.phase === 'polling') join(cluster, node)
    else finishIfDone(cluster, node)
  }
}
/** What it has in hand is no longer its own: somebody else does it again. */
function dropOut(cluster: Cluster, node: ClusterNode): void {
  stateOf(node).parts = new Map()
  join(cluster, node)
}

function poll(cluster: Cluster, node: ClusterNode): void {
  const state = stateOf(node)
  state.phase = 'polling'
  if (state.leaves || !takesPart(node)) {
    join(cluster, node)
    return
  }
  const from = [...state.parts].flatMap(([partition, { next, pausedUntilUs }]): [number, number][] =>
    pausedUntilUs > cluster.nowUs ? [] : [[partition, next]],
  )
  if (from.length > 0) ask(cluster, node, TYPE.streamPoll, pollBody(state.generation, from, configOf(node).batch))
}
/** A partition that waited after a failure may be polled again. */
function retried(cluster: Cluster, node: ClusterNode, generation: number): void {
  const state = stateOf(node)
  if (state.phase === 'polling' && generation === state.generation) poll(cluster, node)
}

function batchCame(cluster: Cluster, node: ClusterNode, m: number): void {
  const state = stateOf(node)
  const { generation, runs } = cluster.queue.bodies[m] as BatchBody
  if (state.phase !== 'polling' || cluster.queue.words[m * WORDS + W.call] !== state.asked) return
  if (generation !== state.generation) return
  for (const { partition, offset, entries } of runs) {
    const part = state.parts.get(partition)
    if (!part) continue
    if (part.next !== offset) part.tries = 0
    part.next = offset
    part.entries = entries
    part.head = 0
  }
  if (configOf(node).commit === 'before') {
    state.phase = 'committing'
    sendCommit(cluster, node)
  } else goOn(cluster, node)
}

/* ---- work ---- */

/** Begins on the head of every partition that has one and is not being worked on, as far as there are workers. */
function goOn(cluster: Cluster, node: ClusterNode): void {
  const state = stateOf(node)
  state.phase = 'working'
  for (const [partition, part] of state.parts) {
    if (part.working || part.head >= part.entries.length) continue
    if (node.workers > 0 && node.busy >= node.workers) return
    part.working = true
    begin(cluster, node, partition, part.entries[part.head], part.tries)
  }
  finishIfDone(cluster, node)
}
function begin(cluster: Cluster, node: ClusterNode, partition: number, entry: Entry, tries: number): void {
  const { generation } = stateOf(node)
  const { origin, count } = entry
  const path = extendPath(entry.path, TYPE.streamEntry, tries)
  if (node.workers === 0) {
    cluster.setTimer(node, 0, CONSUMER_TIMER.entry, origin, count, path, partition, generation)
    return
  }
  const m = cluster.work(node, TYPE.streamEntry, origin, count, path, tries)
  cluster.queue.words[m * WORDS + W.a] = partition
  cluster.queue.words[m * WORDS + W.b] = generation
}
/** A worker is through with an entry: now its effect. */
function served(cluster: Cluster, node: ClusterNode, partition: number, generation: number, path: number): void {
  const state = stateOf(node)
  const { store, operationClass, w, poisonShare } = configOf(node)
  const part = state.parts.get(partition)
  if (!part || generation !== state.generation) {
    if (state.phase === 'working') goOn(cluster, node) // the worker is free
    return
  }
  const entry = part.entries[part.head]
  if (isPoison(cluster, poisonShare, entry.origin, entry.count)) {
    entryFailed(cluster, node, partition, part)
    return
  }
  if (!store) {
    entryDone(cluster, node, part)
    return
  }
  const value = (node.invoked + 1) * 256 + (node.index & 255)
  const count = cluster.invoke(node, operationClass, entry.user, value, node.index)
  cluster.recordCause(node, count, entry.origin, entry.count)
  const writing: Writing = {
    partition,
    generation,
    origin: node.index,
    count,
    path,
    attempt: 1,
    op: OP.write,
    ask: w,
    user: entry.user,
    key: entry.user,
    value,
    floor: 0,
    bound: 0,
    deadlineAtUs: Infinity,
    store: null,
  }
  state.writing.set(count, writing)
  askStore(cluster, node, store, writing, count, extendPath(path, TYPE.job, 1), null)
  goOn(cluster, node)
}
function stored(cluster: Cluster, node: ClusterNode, writing: Writing, id: number, result: StoreResult): void {
  const state = stateOf(node)
  const { status, cause, value, version } = result
  state.writing.delete(id)
  const outcome = status === STATUS.ok ? OUTCOME.ok : status === STATUS.unknown ? OUTCOME.info : OUTCOME.fail
  cluster.finish(node, id, outcome, cause, 0, writing.attempt, value, version)
  const part = state.parts.get(writing.partition)
  if (!part || writing.generation !== state.generation) return
  if (status === STATUS.ok) entryDone(cluster, node, part)
  else entryFailed(cluster, node, writing.partition, part)
}

function entryDone(cluster: Cluster, node: ClusterNode, part: Part): void {
  stateOf(node).done++
  passOn(part)
  goOn(cluster, node)
}
function passOn(part: Part): void {
  part.working = false
  part.tries = 0
  part.head++
  part.next++
}
function entryFailed(cluster: Cluster, node: ClusterNode, partition: number, part: Part): void {
  const state = stateOf(node)
  const { commit, maxDeliveries } = configOf(node)
  state.failed++
  part.tries++
  if (commit === 'before') {
    state.lost++
    passOn(part)
  } else if (part.tries >= (maxDeliveries ?? Infinity)) {
    part.dead.push([partition, part.next])
    passOn(part)
  } else {
    // The rest of what came is polled anew, and the other partitions need not wait for this one.
    part.working = false
    part.entries = []
    part.head = 0
    part.pausedUntilUs = cluster.nowUs + RETRY_US
    cluster.setTimer(node, RETRY_US, CONSUMER_TIMER.retry, node.index, 0, 0, state.generation)
  }
  goOn(cluster, node)
}

/* ---- committing ---- */

function finishIfDone(cluster: Cluster, node: ClusterNode): void {
  const state = stateOf(node)
  if (state.phase !== 'working') return
  for (const part of state.parts.values()) if (part.working || part.head < part.entries.length) return
  if (configOf(node).commit === 'before') {
    poll(cluster, node)
    return
  }
  state.phase = 'committing'
  sendCommit(cluster, node)
}
/** What is done; committed before the work, what is about to be done. */
function sendCommit(cluster: Cluster, node: ClusterNode): void {
  const { parts, generation } = stateOf(node)
  const isBefore = configOf(node).commit === 'before'
  const upTo = [...parts].map(([partition, { next, entries, head }]): [number, number] => [
    partition,
    isBefore ? next + entries.length - head : next,
  ])
  const dead = [...parts.values()].flatMap((part) => part.dead)
  ask(cluster, node, TYPE.streamCommit, commitBody(generation, upTo, dead))
}
function committed(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words } = cluster.queue
  const state = stateOf(node)
  if (state.phase !== 'committing' || words[m * WORDS + W.call] !== state.asked) return
  if (words[m * WORDS + W.a] === PULSE.unknown) {
    dropOut(cluster, node)
    return
  }
  for (const part of state.parts.values()) part.dead = []
  if (configOf(node).commit === 'before') goOn(cluster, node)
  else poll(cluster, node)
}
