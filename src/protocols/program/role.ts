/**
 * A replica that runs a program: the built-in one, or a learner's in its place. A handler runs as one step; what it sends leaves when
 * what it wrote is on disk, in order. A handler that fails has done nothing. When another program comes into force it takes
 * over what the one before remembers, or begins anew; what is on disk stays.
 */
import type { Cluster, ClusterNode, Program, Role } from '../../cluster'
import { CAUSE, PURPOSE, STATUS, TYPE, W, answerLater, mark, operationKey } from '../../cluster'
import type { HandlerName } from '../../decisions/program/names'
import { builtInInitial, runBuiltIn } from '../../decisions/program/handlers'
import { copyData } from '../../kernel'
import { WORDS } from '../../kernel/eventQueue'
import type { Running } from './replica'
import { runWith } from './replica'
import type { Batch, Effect } from './state'
import { afterCrash, configOf, newState, stateOf, takeBack } from './state'

interface Cause {
  origin: number
  count: number
  path: number
}
const STATUS_OF = { ok: STATUS.ok, failed: STATUS.failed, elsewhere: STATUS.elsewhere } as const

export const programReplica: Role = {
  start(cluster, node) {
    node.state = newState()
    begin(cluster, node)
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    const type = words[w + W.type]
    const cause = causeAt(cluster, m)
    if (type === TYPE.programMessage) {
      const from = configOf(node).members.indexOf(words[w + W.from])
      const { body } = cluster.queue.bodies[m] as { body: unknown }
      handle(cluster, node, 'onMessage', { kind: 'peer', from, body }, cause)
    } else if (type === TYPE.storeRead || type === TYPE.storeWrite) request(cluster, node, m, cause)
    else if (type === TYPE.storeTransfer)
      mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.refused)
  },
  timer(cluster, node, timer) {
    const serial = cluster.queue.words[timer * WORDS + W.a]
    const { timers } = stateOf(node)
    for (const [name, set] of timers) {
      if (set.serial !== serial) continue
      timers.delete(name)
      handle(cluster, node, 'onTimer', name, causeAt(cluster, timer))
      return
    }
  },
  synced(cluster, node, sync) {
    const token = cluster.queue.words[sync * WORDS + W.a]
    const { outbox } = stateOf(node)
    for (const batch of outbox) if (batch.token === token) batch.token = 0
    flush(cluster, node)
  },
  refuse(cluster, _node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.programMessage) return
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },
  crash: afterCrash,
  restart(cluster, node) {
    begin(cluster, node)
  },
}

const BUILT_IN: Program = {
  id: -1,
  keepsState: false,
  initial: () => copyData(builtInInitial),
  copied: (data) => data,
  refuse: () => undefined, // what another program told it may be of no use: then that is left undone
  handle: (name, replica, state, subject) => {
    runBuiltIn(name, replica, state, subject)
    return state
  },
}
function programOf(cluster: Cluster, node: ClusterNode): Program {
  return cluster.decider?.program(cluster, node, BUILT_IN) ?? BUILT_IN
}

/** The process is up, or another program came into force: its memory, and its first handler. */
function begin(cluster: Cluster, node: ClusterNode): void {
  const state = stateOf(node)
  const program = programOf(cluster, node)
  state.program = program.id
  if (!program.keepsState || state.memory === null) state.memory = program.initial()
  step(cluster, node, 'onStart', undefined, { origin: node.index, count: cluster.background(node), path: 0 })
}
function handle(cluster: Cluster, node: ClusterNode, name: HandlerName, subject: unknown, cause: Cause): void {
  if (programOf(cluster, node).id !== stateOf(node).program) begin(cluster, node)
  step(cluster, node, name, subject, cause)
}

function request(cluster: Cluster, node: ClusterNode, m: number, cause: Cause): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const state = stateOf(node)
  const id = state.nextRequest++
  const [op, key] = [words[w + W.a], words[w + W.key]]
  const isRead = words[w + W.type] === TYPE.storeRead
  const value = words[w + W.value]
  state.requests.set(id, {
    op,
    asker: words[w + W.from],
    ...cause,
    attempt: words[w + W.attempt],
    call: words[w + W.call],
    key,
  })
  if (state.requests.size > OPEN_MAX) state.requests.delete(state.requests.keys().next().value as number)
  const subject = isRead
    ? { kind: 'read', request: id, key }
    : { kind: 'write', request: id, operation: `${cause.origin}:${cause.count}`, key, value }
  handle(cluster, node, 'onMessage', subject, cause)
}
/** Whoever asked has given up long before so many others came. */
const OPEN_MAX = 2_000

/** Runs one handler, and does what it wished for. */
function step(cluster: Cluster, node: ClusterNode, name: HandlerName, subject: unknown, cause: Cause): void {
  const { origin, count, path } = cause
  const state = stateOf(node)
  const program = programOf(cluster, node)
  const batch: Batch = { token: 0, effects: [], cells: [], facts: [], origin, count, path }
  const { members } = configOf(node)
  const run: Running = {
    nowUs: node.monotonic(cluster.nowUs),
    luck: cluster.luck,
    me: members.indexOf(node.index),
    members,
    state,
    program,
    batch,
    timers: [],
    answered: new Set(),
    applied: (key, value, version) => cluster.recordApplied(node, key, value, version),
  }
  cluster.luck.aim(node.entity, PURPOSE.program, operationKey(cluster, origin, count), path)
  runWith(run, (replica) => {
    const memory = program.handle(name, replica, state.memory, subject, cause)
    if (memory !== undefined) state.memory = memory
    else undo(cluster, node, run)
  })
  for (const id of run.answered) state.requests.delete(id)
  for (const wish of run.timers) setTimer(cluster, node, wish)
  if (batch.cells.length + batch.facts.length > 0) {
    batch.token = state.nextToken++
    cluster.sync(node, 0, origin, count, path, batch.token)
  }
  if (batch.token === 0 && batch.effects.length === 0) return
  state.outbox.push(batch)
  flush(cluster, node)
}
/** A handler that failed has done nothing. */
function undo(cluster: Cluster, node: ClusterNode, run: Running): void {
  takeBack(cluster, node, run.batch)
  Object.assign(run.batch, { effects: [], cells: [], facts: [] })
  run.timers = []
  run.answered.clear()
}

function setTimer(cluster: Cluster, node: ClusterNode, wish: Running['timers'][number]): void {
  const { timers } = stateOf(node)
  const old = timers.get(wish.name)
  if (old) cluster.cancelTimer(old.handle)
  timers.delete(wish.name)
  if ('cancelled' in wish) return
  const serial = stateOf(node).nextSerial++
  const handle = cluster.setTimer(node, wish.afterUs, 1, node.index, cluster.background(node), 0, serial)
  timers.set(wish.name, { handle, serial })
}

/** What waits for nothing more leaves, in the order in which it was wished for. */
function flush(cluster: Cluster, node: ClusterNode): void {
  const { outbox } = stateOf(node)
  while (outbox.length > 0 && outbox[0].token === 0) {
    const { effects, origin, count, path } = outbox.shift() as Batch
    for (const effect of effects)
      if (effect.kind === 'answer') answer(cluster, node, effect)
      else
        cluster.send(node, cluster.nodes[effect.to], TYPE.programMessage, origin, count, path, 0, bodyOf(effect.body))
  }
}
function bodyOf(body: unknown): { bytes: number; body: unknown } {
  return Object.freeze({ bytes: JSON.stringify(body ?? null).length, body })
}
function answer(cluster: Cluster, node: ClusterNode, effect: Extract<Effect, { kind: 'answer' }>): void {
  const { request, value, version } = effect
  const m = answerLater(cluster, node, request.asker, request, value, version)
  const cause = effect.status === 'ok' ? CAUSE.none : CAUSE.refused
  mark(cluster, m, STATUS_OF[effect.status], cause, effect.to + 1)
}
function causeAt(cluster: Cluster, slot: number): Cause {
  const words = cluster.queue.words
  const w = slot * WORDS
  return { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
}
