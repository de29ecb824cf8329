/**
 * A replica of a Spanner group on a node of the cluster: hands what comes to the step function, and carries out its effects. What
 * follows from a message bears its operation's name, so that a trace shows it.
 */
import type { Cluster, ClusterNode, Role, SizedBody } from '../../cluster'
import { CAUSE, PURPOSE, STATUS, TYPE, W, mark } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { Message } from '../raft'
import { decideElectionTimeout } from '../raft/electionTimeout'
import { crash, newReplica } from './crash'
import type { Cause } from './requests'
import { causeOf, ownCause, requestOf, sendAnswer } from './requests'
import type { Effect, Input, Promised, Rules, SpannerState, Surroundings, Word } from './state'
import { nodeOfMember } from './state'
import { dueUs, step } from './step'

export interface SpannerConfig {
  rules: Rules
  isAppointed: boolean // its group begins with this leader
}
/** A node's state: the replica's, and the timer that will wake it. */
export interface SpannerNode extends SpannerState {
  timer: number // −1: none
  timerUs: number
}
const TIMER = { wake: 1 } as const
const ROLES = ['follower', 'preCandidate', 'candidate', 'leader'] as const

const stateOf = (node: ClusterNode): SpannerNode => node.state as SpannerNode
const configOf = (node: ClusterNode): SpannerConfig => node.config as SpannerConfig

type RaftBody = SizedBody & { readonly message: Message; readonly promised: Promised | null }
type WordBody = SizedBody & { readonly word: Word }
type JoinBody = SizedBody & { readonly member: number }

const RAFT_TYPES: Record<Message['kind'], number> = {
  voteRequest: TYPE.groupVote,
  voteReply: TYPE.groupVoteReply,
  append: TYPE.groupAppend,
  appendReply: TYPE.groupAppendReply,
  installSnapshot: TYPE.groupSnapshot,
  timeoutNow: TYPE.groupHandOver,
}
const WORD_TYPES: Record<Word['kind'], number> = {
  prepare: TYPE.txnPrepare,
  vote: TYPE.txnVote,
  outcome: TYPE.txnOutcome,
  ended: TYPE.txnEnded,
  ask: TYPE.txnAsk,
}
export const spannerReplica: Role = {
  rejoins: true,
  start(cluster, node) {
    const { rules, isAppointed } = configOf(node)
    const replica = newReplica(node.index, rules.shards[rules.shard], rules.shards.length)
    node.state = { ...replica, timer: -1, timerUs: 0 } satisfies SpannerNode
    run(cluster, node, { kind: 'start', isAppointed }, ownCause(cluster, node))
  },

  receive(cluster, node, m) {
    const input = inputOf(cluster, node, m)
    if (input) run(cluster, node, input, causeOf(cluster, m))
  },

  timer(cluster, node) {
    stateOf(node).timer = -1
    run(cluster, node, { kind: 'wake' }, ownCause(cluster, node))
  },

  synced(cluster, node, sync) {
    run(cluster, node, { kind: 'persisted' }, causeOf(cluster, sync))
  },

  refuse(cluster, _node, m) {
    if (!requestOf(cluster, m)) return // Raft and coordinators ask again
    mark(cluster, cluster.reply(m, TYPE.storeAnswer), STATUS.failed, CAUSE.overloaded)
  },

  crash(cluster, node, diskLost) {
    const state = stateOf(node)
    for (const effect of crash(state, diskLost ? node.index + 256 * node.incarnation : -1))
      if (effect.kind === 'applied') cluster.recordApplied(node, effect.key, effect.value, effect.version)
    state.timer = -1
  },

  restart(cluster, node) {
    if (node.diskLost) cluster.recordNode(node, 'joining')
    run(cluster, node, { kind: 'start', isAppointed: false }, ownCause(cluster, node))
  },
}

/** Hands leadership to another replica of the group, and stops proposing meanwhile. */
export function handOver(cluster: Cluster, node: ClusterNode, to: ClusterNode): void {
  run(cluster, node, { kind: 'handOver', to: (to.state as SpannerNode).raft.id }, ownCause(cluster, node))
}

/** What a replica knows of its surroundings now. */
export function surroundings(cluster: Cluster, node: ClusterNode): Surroundings {
  const { nowUs, draws } = cluster
  const { masterUs } = configOf(node).rules.clock
  return {
    clocks: { monotonicUs: node.monotonic(nowUs), wallUs: node.wallClock(nowUs) },
    trueUs: nowUs,
    toldUs: (poll) =>
      nowUs + Math.floor((2 * draws.at(node.entity, PURPOSE.timeMaster, poll, 0).unit() - 1) * masterUs),
    electionTimeoutUs: (term, round, range) =>
      decideElectionTimeout(cluster, node, PURPOSE.groupElection, term, round, range),
  }
}

function run(cluster: Cluster, node: ClusterNode, input: Input, cause: Cause): void {
  const state = stateOf(node)
  const { rules } = configOf(node)
  const around = surroundings(cluster, node)
  step(state, rules, around, input).forEach((effect, i) => carryOut(cluster, node, effect, cause, i))
  const due = dueUs(state, rules, around)
  if (state.timer >= 0 && state.timerUs === due) return
  if (state.timer >= 0) cluster.cancelTimer(state.timer)
  state.timerUs = due
  const delayUs = Math.max(1, due - around.clocks.monotonicUs)
  state.timer = cluster.setTimer(node, delayUs, TIMER.wake, cause.origin, cause.count, cause.path)
}

function carryOut(cluster: Cluster, node: ClusterNode, effect: Effect, cause: Cause, nth: number): void {
  const { origin, count, path } = cause
  const send = (to: number, type: number, body: SizedBody): void => {
    cluster.send(node, cluster.nodes[to], type, origin, count, path, nth, Object.freeze(body))
  }
  switch (effect.kind) {
    case 'raft': {
      const { message, promised } = effect
      const body: RaftBody = { bytes: message.bytes + 64, message, promised }
      // A member that lost its disk may still have to be told of under its former name: nobody hears that any more.
      if (nodeOfMember(message.to) !== node.index) send(nodeOfMember(message.to), RAFT_TYPES[message.kind], body)
      return
    }
    case 'word': {
      const body: WordBody = { bytes: 64, word: effect.word }
      if (effect.word.to === node.index) return
      send(effect.word.to, WORD_TYPES[effect.word.kind], body)
      return
    }
    case 'join': {
      const body: JoinBody = { bytes: 8, member: stateOf(node).raft.id }
      send(effect.to, TYPE.groupJoin, body)
      return
    }
    case 'persist':
      cluster.sync(node, 0, origin, count, path, nth)
      return
    case 'answer':
      sendAnswer(cluster, node, effect.asker, effect.answer)
      return
    case 'applied':
      cluster.recordApplied(node, effect.key, effect.value, effect.version)
      return
    case 'turned':
      cluster.recordState(node, 'role', stateOf(node).raft.term, ROLES.indexOf(effect.from), ROLES.indexOf(effect.to))
      return
    case 'joined':
      node.diskLost = false
      cluster.recordNode(node, 'joined')
  }
}

function inputOf(cluster: Cluster, node: ClusterNode, m: number): Input | null {
  const { words, bodies } = cluster.queue
  const type = words[m * WORDS + W.type]
  const request = requestOf(cluster, m)
  if (request) return { kind: 'request', request }
  const body = bodies[m]
  if (type === TYPE.groupJoin) return { kind: 'join', member: (body as JoinBody).member }
  if (Object.values(WORD_TYPES).includes(type)) return { kind: 'word', word: (body as WordBody).word }
  const { message, promised } = body as RaftBody
  return message.to === stateOf(node).raft.id ? { kind: 'raft', message, promised } : null
}
