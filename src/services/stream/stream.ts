/**
 * A partitioned log: producers append, each entry to the partition that its key chooses, and groups of consumers read each partition
 * in order, each group at its own pace (Kreps, Narkhede, Rao: "Kafka: a Distributed Messaging System for Log Processing", NetDB 2011).
 * One durable node stands for the replicated log.
 *
 * What is durable: an entry from the moment its producer is told so (once the disk has synced, where there is one), and so each
 * group's committed offsets, its generation, and dead letters. A crash takes what was not synced, who was in a group, and whoever
 * waits for an answer: consumers join anew and go on at the committed offsets. The loss of the disk takes all entries and dead letters.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, STATUS, TYPE, W, mark } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { Producer } from '../producers'
import { answerProducer, letWait, producerOf, tooLong } from '../producers'
import type { BatchBody, CommitBody, PollBody } from './bodies'
import { PULSE, batchBody } from './bodies'
import { STREAM_TIMER, disband, endRound, heartbeat, joined, left, sessionEnded, standing } from './groups'
import { append, commit, dropOldest, entryOf, giveOut, hasRoom, partitionFor, trim } from './log'
import type { Asking, Question, Write } from './state'
import { configOf, emptyStream, endOf, stateOf } from './state'

export const stream: Role = {
  start(_cluster, node) {
    node.state = emptyStream(configOf(node))
  },
  crash(cluster, node, diskLost) {
    const state = stateOf(node)
    disband(cluster, node)
    state.writes.clear()
    state.producers.forEach((line) => line.splice(0))
    if (!diskLost) return
    state.partitions.forEach((log, partition) => dropOldest(cluster, node, partition, log.entries.length))
    state.dead = []
  },
  receive(cluster, node, m) {
    RECEIVE[cluster.queue.words[m * WORDS + W.type]]?.(cluster, node, m)
  },
  timer(cluster, node, timer) {
    const { words } = cluster.queue
    const w = timer * WORDS
    const kind = words[w + W.type]
    if (kind === STREAM_TIMER.session) sessionEnded(cluster, node, words[w + W.a], words[w + W.b])
    else if (kind === STREAM_TIMER.round) endRound(cluster, node, words[w + W.a])
    else waitedLong(cluster, node, timer)
  },
  synced(cluster, node, sync) {
    const { writes } = stateOf(node)
    const id = cluster.queue.words[sync * WORDS + W.a]
    const write = writes.get(id)
    writes.delete(id)
    if (write) written(cluster, node, write)
  },
  command(cluster, node, command) {
    if (command.kind === 'redrive') redrive(cluster, node)
  },
}

type Handler = (cluster: Cluster, node: ClusterNode, slot: number) => void
const RECEIVE: Partial<Record<number, Handler>> = {
  [TYPE.enqueue]: produced,
  [TYPE.streamPoll]: polled,
  [TYPE.streamCommit]: committed,
  [TYPE.streamJoin]: joined,
  [TYPE.streamHeartbeat]: heartbeat,
  [TYPE.leave]: left,
}

/* ---- producers ---- */

function produced(cluster: Cluster, node: ClusterNode, m: number): void {
  const { waitUs } = configOf(node)
  const producer = producerOf(cluster, m)
  const partition = partitionFor(node, producer)
  const line = stateOf(node).producers[partition]
  if (line.length === 0 && hasRoom(node, partition)) put(cluster, node, { kind: 'append', partition, producer })
  else if (waitUs !== undefined && line.length < configOf(node).lagMax)
    letWait(cluster, node, line, producer, waitUs, STREAM_TIMER.wait)
  else refuse(cluster, node, producer)
}
function refuse(cluster: Cluster, node: ClusterNode, producer: Producer): void {
  stateOf(node).refused++
  answerProducer(cluster, node, producer, STATUS.failed, CAUSE.overloaded)
}
function waitedLong(cluster: Cluster, node: ClusterNode, timer: number): void {
  for (const line of stateOf(node).producers) {
    const producer = tooLong(cluster, line, timer)
    if (!producer) continue
    refuse(cluster, node, producer)
    return
  }
}
function letIn(cluster: Cluster, node: ClusterNode): void {
  stateOf(node).producers.forEach((line, partition) => {
    while (line.length > 0 && hasRoom(node, partition)) {
      const producer = line.shift() as Producer
      cluster.cancelTimer(producer.timer)
      put(cluster, node, { kind: 'append', partition, producer })
    }
  })
}

/* ---- the disk ---- */

function put(cluster: Cluster, node: ClusterNode, write: Write): void {
  if (!node.disk) {
    written(cluster, node, write)
    return
  }
  const state = stateOf(node)
  const id = state.nextWrite++
  state.writes.set(id, write)
  const { origin, count, path } = write.kind === 'append' ? write.producer : write.question
  cluster.sync(node, 0, origin, count, path, id)
}
function written(cluster: Cluster, node: ClusterNode, write: Write): void {
  if (write.kind === 'append') {
    const { partition, producer } = write
    const offset = append(cluster, node, partition, entryOf(producer, cluster.nowUs))
    const m = answerProducer(cluster, node, producer, STATUS.ok, CAUSE.none)
    cluster.queue.words[m * WORDS + W.value] = offset
    serveAsking(cluster, node, partition)
    return
  }
  const { group, member, question, commit: done } = write
  const { groups } = stateOf(node)
  const isCurrent = groups[group].generation === done.generation && groups[group].members.has(member)
  if (isCurrent) commit(cluster, node, group, done)
  answerCommit(cluster, node, member, question, isCurrent ? PULSE.stable : PULSE.unknown)
  letIn(cluster, node)
}

/* ---- consumers ---- */

function questionOf(cluster: Cluster, m: number): Question {
  const { words } = cluster.queue
  const w = m * WORDS
  return { call: words[w + W.call], origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
}

function polled(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words, bodies } = cluster.queue
  const w = m * WORDS
  const { generation, from, most } = bodies[m] as PollBody
  const [g, who] = [words[w + W.a], words[w + W.from]]
  const stands = standing(cluster, node, g, who, generation, words[w + W.c])
  if (stands !== PULSE.stable || stateOf(node).groups[g].phase !== 'stable') {
    words[w + W.a] = stands === PULSE.stable ? PULSE.rebalancing : stands
    words[w + W.b] = generation
    cluster.reply(m, TYPE.streamPulse)
    return
  }
  const asking = { ...questionOf(cluster, m), from, most }
  stateOf(node).groups[g].asking.delete(who)
  for (const [partition] of from) trim(cluster, node, partition)
  if (!serve(cluster, node, g, who, asking)) stateOf(node).groups[g].asking.set(who, asking)
}
/** Sends what there is; false where there is nothing yet. */
function serve(cluster: Cluster, node: ClusterNode, g: number, who: number, asking: Asking): boolean {
  const state = stateOf(node)
  const group = state.groups[g]
  const ready = asking.from.filter(
    ([partition, offset]) => group.owners[partition] === who && offset < endOf(state.partitions[partition]),
  )
  if (ready.length === 0) return false
  // Every partition has its turn to be first, for what it has may be all that fits.
  const first = state.servedFirst++ % ready.length
  let left = asking.most
  const runs: BatchBody['runs'][number][] = []
  for (let i = 0; i < ready.length && left > 0; i++) {
    const [partition, offset] = ready[(first + i) % ready.length]
    const run = giveOut(cluster, node, group, partition, offset, left)
    left -= run.entries.length
    if (run.entries.length > 0) runs.push({ partition, ...run })
  }
  const { call, origin, count, path } = asking
  const body = batchBody(group.generation, runs)
  const m = cluster.send(node, cluster.nodes[who], TYPE.streamBatch, origin, count, path, 0, body)
  cluster.queue.words[m * WORDS + W.call] = call
  return true
}
function serveAsking(cluster: Cluster, node: ClusterNode, partition: number): void {
  stateOf(node).groups.forEach((group, g) => {
    const who = group.owners[partition]
    const asking = group.asking.get(who)
    if (asking && serve(cluster, node, g, who, asking)) group.asking.delete(who)
  })
}

function committed(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words, bodies } = cluster.queue
  const w = m * WORDS
  const { generation, upTo, dead } = bodies[m] as CommitBody
  const [group, member] = [words[w + W.a], words[w + W.from]]
  const question = questionOf(cluster, m)
  if (standing(cluster, node, group, member, generation, words[w + W.c]) === PULSE.unknown) {
    stateOf(node).groups[group].fenced++
    answerCommit(cluster, node, member, question, PULSE.unknown)
  } else put(cluster, node, { kind: 'commit', group, member, question, commit: { generation, upTo, dead } })
}
function answerCommit(cluster: Cluster, node: ClusterNode, member: number, q: Question, pulse: number): void {
  const m = cluster.send(node, cluster.nodes[member], TYPE.streamCommitted, q.origin, q.count, q.path)
  cluster.queue.words[m * WORDS + W.call] = q.call
  mark(cluster, m, pulse, CAUSE.none)
}

/** Dead letters are appended anew, for every group, as far as there is room. */
function redrive(cluster: Cluster, node: ClusterNode): void {
  const state = stateOf(node)
  const before = state.dead.length
  state.dead = state.dead.filter(({ partition, entry }) => {
    if (!hasRoom(node, partition)) return true
    append(cluster, node, partition, Object.freeze({ ...entry, atUs: cluster.nowUs }))
    serveAsking(cluster, node, partition)
    return false
  })
  if (state.dead.length < before) cluster.recordState(node, 'deadLetters', 0, before, state.dead.length)
}
