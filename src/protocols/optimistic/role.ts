/**
 * The role of a store's node that takes writes by itself: translates the cluster's messages, timers and syncs into inputs of the
 * pure step, and its effects back. Which cells it keeps is in its configuration.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, F, LEVEL, RETURN_FLAG, STATUS, TYPE, W, answerLater, levelOf, mark, whatStays } from '../../cluster'
import type { MergeAnswer } from '../../decisions/faultline'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import type { Choice } from './cellType'
import type { Effect, Input, Message, OptimisticRules, OptimisticState, Request } from './state'
import { newState } from './state'
import { FRESH, decideRead, stepOptimistic } from './step'

export interface OptimisticConfig<C> extends OptimisticRules<C> {
  members: readonly number[] // node indices of the shard's replicas, by place
}
/** The operation that something is done for. */
interface Cause {
  origin: number
  count: number
  path: number
}
type Cell = object
const TICK = 1
const IS_PEERS = new Set([TYPE.cellShip, TYPE.cellAck, TYPE.cellPulse, TYPE.cellAsk, TYPE.cellPage])

const stateOf = (node: ClusterNode): OptimisticState<Cell> => node.state as OptimisticState<Cell>
const configOf = (node: ClusterNode): OptimisticConfig<Cell> => node.config as OptimisticConfig<Cell>

export const optimisticReplica: Role = {
  rejoins: true,
  start(cluster, node) {
    node.state = newState(configOf(node))
    keepTime(cluster, node)
  },
  receive(cluster, node, m) {
    const type = cluster.queue.words[m * WORDS + W.type]
    if (IS_PEERS.has(type)) {
      const from = configOf(node).members.indexOf(cluster.queue.words[m * WORDS + W.from])
      const message = cluster.queue.bodies[m] as Message<Cell>
      step(cluster, node, { kind: 'message', from, message }, causeOf(cluster, m))
    } else if (type === TYPE.storeRead) answerRead(cluster, node, m)
    else if (type === TYPE.storeWrite)
      step(cluster, node, { kind: 'write', request: requestOf(cluster, m) }, causeOf(cluster, m))
    else if (type === TYPE.storeTransfer)
      mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.refused)
  },
  timer(cluster, node) {
    step(cluster, node, { kind: 'tick' }, background(cluster, node))
    keepTime(cluster, node)
  },
  synced(cluster, node, sync) {
    step(cluster, node, { kind: 'synced' }, causeOf(cluster, sync))
  },
  refuse(cluster, _node, m) {
    const type = cluster.queue.words[m * WORDS + W.type]
    if (IS_PEERS.has(type)) return // told again later
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },
  crash(cluster, node, diskLost) {
    step(cluster, node, { kind: 'crash', diskLost }, background(cluster, node))
  },
  restart(cluster, node) {
    step(cluster, node, { kind: 'restart', blank: node.diskLost, life: node.incarnation }, background(cluster, node))
    keepTime(cluster, node)
  },
}

function keepTime(cluster: Cluster, node: ClusterNode): void {
  cluster.setTimer(node, configOf(node).everyUs, TICK, node.index, 0, 0)
}
function background(cluster: Cluster, node: ClusterNode): Cause {
  return { origin: node.index, count: cluster.background(node), path: 0 }
}
function causeOf(cluster: Cluster, slot: number): Cause {
  const words = cluster.queue.words
  const w = slot * WORDS
  return { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
}
function requestOf(cluster: Cluster, m: number): Request {
  const words = cluster.queue.words
  const w = m * WORDS
  return {
    ...causeOf(cluster, m),
    asker: words[w + W.from],
    call: words[w + W.call],
    attempt: words[w + W.attempt],
    key: words[w + W.key],
    value: words[w + W.value],
  }
}

function step(cluster: Cluster, node: ClusterNode, input: Input<Cell>, cause: Cause): void {
  const { nowUs } = cluster
  const choose = cluster.decider?.active ? chooser(cluster, node, cause) : null
  const [ownUs, wallUs] = [node.monotonic(nowUs), node.wallClock(nowUs)]
  const effects = stepOptimistic(configOf(node), stateOf(node), input, ownUs, wallUs, choose)
  for (const effect of effects) perform(cluster, node, effect, cause)
}
/** Where versions meet, the node decides what stays. */
function chooser(cluster: Cluster, node: ClusterNode, cause: Cause): (key: number, choice: Choice) => MergeAnswer {
  const { members } = configOf(node)
  const writerOf = (place: number): string => cluster.nodes[members[place]]?.id ?? ''
  return (key, choice) => whatStays(cluster, node, cause, { key, ...choice }, writerOf)
}
function perform(cluster: Cluster, node: ClusterNode, effect: Effect<Cell>, { origin, count, path }: Cause): void {
  if (effect.kind === 'send') {
    const to = cluster.nodes[configOf(node).members[effect.to]]
    cluster.send(node, to, TYPE[effect.message.kind], origin, count, path, 0, effect.message)
  } else if (effect.kind === 'sync') cluster.sync(node, 0, origin, count, path)
  else if (effect.kind === 'applied') cluster.recordApplied(node, effect.key, effect.value, effect.version)
  else if (effect.kind === 'answer') answerWrite(cluster, node, effect)
  else if (effect.kind === 'conflict') cluster.recordState(node, 'conflict', effect.key, 0, 1)
  else {
    if (effect.change === 'joined') node.diskLost = false
    cluster.recordNode(node, effect.change)
  }
}

function answerWrite(cluster: Cluster, node: ClusterNode, answer: Extract<Effect<Cell>, { kind: 'answer' }>): void {
  const { request, version } = answer
  const m = answerLater(cluster, node, request.asker, request, request.value, version)
  if (answer.ok) mark(cluster, m, STATUS.ok, CAUSE.none)
  else mark(cluster, m, STATUS.elsewhere, CAUSE.refused)
}

const LEVELS: Record<number, 'bounded' | 'session' | 'any'> = { [LEVEL.bounded]: 'bounded', [LEVEL.session]: 'session' }
function answerRead(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  const rules = configOf(node)
  const state = stateOf(node)
  const key = words[w + W.key]
  const decision = decideRead(
    { rules, state, nowUs: node.monotonic(cluster.nowUs) },
    {
      level: LEVELS[levelOf(words[w + W.b])] ?? 'any',
      key,
      floor: floats[m * FLOATS + F.version],
      boundUs: floats[m * FLOATS + F.x],
    },
  )
  cluster.reply(m, TYPE.storeAnswer)
  if (!decision.here) {
    mark(cluster, m, STATUS.elsewhere, CAUSE.refused)
    return
  }
  const cell = state.cells.get(key)
  const { value, version } = cell === undefined ? { value: 0, version: 0 } : rules.type.read(cell)
  words[w + W.value] = value
  floats[m * FLOATS + F.version] = version
  floats[m * FLOATS + F.x] = decision.ageUs
  mark(cluster, m, STATUS.ok, CAUSE.none, decision.ageUs === FRESH ? 0 : RETURN_FLAG.stale)
}
