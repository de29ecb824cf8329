/**
 * The role of a store's node in a shard with one primary: translates the cluster's messages, timers and syncs into inputs of the
 * pure step, and its effects back. Any replica answers reads that it may; writes and strong reads are the primary's.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import {
  CAUSE,
  F,
  LEVEL,
  PURPOSE,
  RETURN_FLAG,
  STATUS,
  TYPE,
  W,
  answerLater,
  levelOf,
  mark,
  operationKey,
} from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { FRESH, decideRead } from './following'
import type { Message } from './messages'
import type { Effect, Input, PrimaryRules, PrimaryState, Request } from './state'
import { ROLES } from './state'
import { startReplica, stepReplica } from './step'

export interface PrimaryConfig extends PrimaryRules {
  members: readonly number[] // node indices of the shard's replicas, by place
}
/** The operation that something is done for. */
interface Cause {
  origin: number
  count: number
  path: number
}
const TICK = 1
const MESSAGE_KINDS: readonly Message['kind'][] = [
  'logShip',
  'logAck',
  'primaryHeartbeat',
  'heartbeatAck',
  'canvass',
  'canvassAnswer',
  'promiseAsk',
  'promise',
  'copyAsk',
  'copyPage',
]
const IS_PEERS = new Set(MESSAGE_KINDS.map((kind) => TYPE[kind]))
const LEVELS: Record<number, 'strong' | 'bounded' | 'session' | 'any'> = {
  [LEVEL.mode]: 'strong',
  [LEVEL.strong]: 'strong',
  [LEVEL.bounded]: 'bounded',
  [LEVEL.session]: 'session',
  [LEVEL.prefix]: 'any',
  [LEVEL.eventual]: 'any',
}

const stateOf = (node: ClusterNode): PrimaryState => node.state as PrimaryState
const configOf = (node: ClusterNode): PrimaryConfig => node.config as PrimaryConfig

export const primaryReplica: Role = {
  rejoins: true,
  start(cluster, node) {
    const cause = background(cluster, node)
    const { state, effects } = startReplica(configOf(node), node.monotonic(cluster.nowUs), unitOf(cluster, node, cause))
    node.state = state
    perform(cluster, node, effects, cause)
    keepTime(cluster, node)
  },
  receive(cluster, node, m) {
    const type = cluster.queue.words[m * WORDS + W.type]
    if (IS_PEERS.has(type)) {
      const from = configOf(node).members.indexOf(cluster.queue.words[m * WORDS + W.from])
      const message = cluster.queue.bodies[m] as Message
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
    if (IS_PEERS.has(type)) return // sent again with a later heartbeat
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },
  crash(cluster, node, diskLost) {
    step(cluster, node, { kind: 'crash', diskLost }, background(cluster, node))
  },
  restart(cluster, node) {
    const input: Input = { kind: 'restart', blank: node.diskLost, life: node.incarnation }
    step(cluster, node, input, background(cluster, node))
    keepTime(cluster, node)
  },
}

function keepTime(cluster: Cluster, node: ClusterNode): void {
  cluster.setTimer(node, configOf(node).heartbeatUs, TICK, node.index, 0, 0)
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

function step(cluster: Cluster, node: ClusterNode, input: Input, cause: Cause): void {
  const nowUs = node.monotonic(cluster.nowUs)
  const unit = unitOf(cluster, node, cause)
  perform(cluster, node, stepReplica(configOf(node), stateOf(node), input, nowUs, unit), cause)
}
function unitOf(cluster: Cluster, node: ClusterNode, { origin, count, path }: Cause): number {
  return cluster.draws.at(node.entity, PURPOSE.election, operationKey(cluster, origin, count), path).unit()
}
function perform(cluster: Cluster, node: ClusterNode, effects: readonly Effect[], cause: Cause): void {
  const { members } = configOf(node)
  const { origin, count, path } = cause
  for (const effect of effects) {
    if (effect.kind === 'send') {
      const to = cluster.nodes[members[effect.to]]
      cluster.send(node, to, TYPE[effect.message.kind], origin, count, path, 0, effect.message)
    } else if (effect.kind === 'sync') cluster.sync(node, 0, origin, count, path)
    else if (effect.kind === 'applied') cluster.recordApplied(node, effect.key, effect.value, effect.version)
    else if (effect.kind === 'answer') answerWrite(cluster, node, effect)
    else if (effect.kind === 'role')
      cluster.recordState(node, 'role', effect.epoch, ROLES.indexOf(effect.from), ROLES.indexOf(effect.to))
    else {
      if (effect.change === 'joined') node.diskLost = false
      cluster.recordNode(node, effect.change)
    }
  }
}

const STATUS_OF = { ok: STATUS.ok, unknown: STATUS.unknown, elsewhere: STATUS.elsewhere } as const
function answerWrite(cluster: Cluster, node: ClusterNode, answer: Extract<Effect, { kind: 'answer' }>): void {
  const { request, value, version } = answer
  const m = answerLater(cluster, node, request.asker, request, value, version)
  const cause = answer.status === 'ok' ? CAUSE.none : CAUSE.refused
  mark(cluster, m, STATUS_OF[answer.status], cause, hinted(node, answer.hint))
}
/** A place as an answer names it: the node's index + 1, 0: not known. */
function hinted(node: ClusterNode, place: number): number {
  return place < 0 ? 0 : configOf(node).members[place] + 1
}

function answerRead(cluster: Cluster, node: ClusterNode, m: number): void {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  const state = stateOf(node)
  const key = words[w + W.key]
  const decision = decideRead(
    { rules: configOf(node), state, nowUs: node.monotonic(cluster.nowUs) },
    {
      level: LEVELS[levelOf(words[w + W.b])],
      key,
      floor: floats[m * FLOATS + F.version],
      boundUs: floats[m * FLOATS + F.x],
    },
  )
  cluster.reply(m, TYPE.storeAnswer)
  if (!decision.here) {
    mark(cluster, m, STATUS.elsewhere, CAUSE.refused, hinted(node, decision.hint))
    return
  }
  words[w + W.value] = state.table.value(key)
  floats[m * FLOATS + F.version] = state.table.version(key)
  floats[m * FLOATS + F.x] = decision.ageUs
  mark(cluster, m, STATUS.ok, CAUSE.none, decision.ageUs === FRESH ? 0 : RETURN_FLAG.stale)
}
