/**
 * The users, as one node: journeys arrive as Poisson processes, open loop (a slow system does not make its users wait before
 * coming), each by one user and session, and run their steps in order. Every step is one operation with a deadline, counted
 * from the intended send. A write whose fate is not known ends as `info`, whatever its later attempts said.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, F, OUTCOME, RETURN_FLAG, STATUS, W, attemptOf, isOfCopy, nextDue } from '../../cluster'
import { FLOATS_SHIFT, WORDS_SHIFT } from '../../kernel/eventQueue'
import { IntTable } from '../../kernel/intTable'
import { CALLED_OFF, commandBreakers, learnAnswer, newGuards, noLatency } from '../calling'
import { endCall, endOpen, finish, giveUp } from './ending'
import { arrive, begin, nextArrival } from './journeys'
import type { ClientsState, Pending } from './state'
import {
  TIMER,
  configOf,
  deadlineLines,
  isAnswered,
  isEnded,
  nonePending,
  policyOf,
  stateOf,
  timeoutLines,
} from './state'
import { hedge, retryOrFail, tryOnce } from './tries'

export const clients: Role = {
  start(cluster, node) {
    const { journeys } = configOf(node)
    node.state = {
      pending: nonePending(),
      deadlines: deadlineLines(journeys),
      timeouts: timeoutLines(journeys),
      attempts: 0,
      arrivals: journeys.map(() => 0),
      orders: new IntTable(),
      chosen: new Map(),
      failing: journeys.map(() => 0),
      latency: noLatency(),
      guards: newGuards(node),
    } satisfies ClientsState
    journeys.forEach((_, j) => nextArrival(cluster, node, j))
  },

  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m << WORDS_SHIFT
    const p = stateOf(node).pending.rows[words[w | W.call]]
    if (p === undefined || p.count !== words[w | W.count]) return
    const status = words[w | W.a]
    if (status === STATUS.ok) {
      const { guard } = policyOf(node, p)
      if (guard >= 0) endCall(cluster, node, guard, p, attemptOf(words[w | W.attempt]), CAUSE.none)
      answered(cluster, node, words[w | W.call], p, m)
      return
    }
    p.lastCause = words[w | W.b]
    const attempt = attemptOf(words[w | W.attempt])
    if (status === STATUS.unknown || isOfCopy(words[w | W.attempt])) p.doubtful = true
    const bit = 1 << (attempt - p.first)
    if (attempt < p.first || (p.open & bit) === 0) return // of an earlier try, or told twice
    const { guard } = policyOf(node, p)
    if (guard >= 0) endCall(cluster, node, guard, p, attempt, p.lastCause || CAUSE.refused)
    p.open &= ~bit
    if (p.open === 0) retryOrFail(cluster, node, words[w | W.call], p, words[w | W.path])
  },

  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const w = timer << WORDS_SHIFT
    const kind = words[w | W.type]
    if (kind === TIMER.arrival) {
      arrive(cluster, node, words[w | W.a])
      return
    }
    if (kind === TIMER.deadline) endLate(cluster, node, words[w | W.a])
    else if (kind === TIMER.attempt) endAttempts(cluster, node, words[w | W.a])
    else {
      const row = words[w | W.a]
      const p = stateOf(node).pending.rows[row]
      if (p === undefined || p.count !== words[w | W.count]) return
      if (kind === TIMER.backoff) tryOnce(cluster, node, row, p, words[w | W.path])
      else if (p.open !== 0 && words[w | W.b] === p.attempt) hedge(cluster, node, row, p, words[w | W.path])
    }
  },

  crash(_cluster, node) {
    const { journeys } = configOf(node)
    const state = stateOf(node)
    state.pending = nonePending()
    state.deadlines = deadlineLines(journeys)
    state.timeouts = timeoutLines(journeys)
    state.guards = newGuards(node)
  },
  command(cluster, node, command) {
    commandBreakers(cluster, node, command)
    if (command.kind !== 'setConsistency') return
    const journey = configOf(node).journeys.find(({ id }) => id === command.journey)
    if (!journey) return
    const { chosen } = stateOf(node)
    const { operationClass } = journey.steps[command.step]
    if (command.consistency === 'asWritten') chosen.delete(operationClass)
    else chosen.set(operationClass, { level: command.consistency, boundUs: command.boundUs ?? 0 })
  },
  restart(cluster, node) {
    configOf(node).journeys.forEach((_, j) => nextArrival(cluster, node, j))
  },
}

function endLate(cluster: Cluster, node: ClusterNode, j: number): void {
  const { deadlines, pending } = stateOf(node)
  for (let row = 0; (row = nextDue(cluster, node, deadlines[j], isEnded)) >= 0;)
    giveUp(cluster, node, row, pending.rows[row], CAUSE.deadline)
}

/** The time of attempts is up: nobody knows what became of them. */
function endAttempts(cluster: Cluster, node: ClusterNode, line: number): void {
  const { timeouts, pending } = stateOf(node)
  for (let row = 0; (row = nextDue(cluster, node, timeouts[line], isAnswered)) >= 0;) {
    const p = pending.rows[row]
    p.doubtful = true
    p.lastCause = CAUSE.timeout
    endOpen(cluster, node, p, CAUSE.timeout)
    retryOrFail(cluster, node, row, p, p.path)
  }
}

/** Ends well; the session goes on to its next step. */
export function answered(cluster: Cluster, node: ClusterNode, row: number, p: Pending, m: number): void {
  const { words, floats } = cluster.queue
  const w = m << WORDS_SHIFT
  const { count, journey, step } = p
  endOpen(cluster, node, p, CALLED_OFF)
  learnAnswer(stateOf(node).latency, cluster.nowUs - p.triedUs)
  const flags = words[w | W.c]
  const path = words[w | W.path]
  const version = floats[(m << FLOATS_SHIFT) | F.version]
  const cause = (flags & RETURN_FLAG.degraded) !== 0 ? words[w | W.b] : CAUSE.none
  finish(cluster, node, row, p, OUTCOME.ok, cause, flags, words[w | W.value], version)
  if ((flags & RETURN_FLAG.stale) !== 0) {
    const copyUs = (flags & RETURN_FLAG.copied) !== 0 ? floats[(m << FLOATS_SHIFT) | F.deadlineUs] : 0
    cluster.recordAge(node, count, floats[(m << FLOATS_SHIFT) | F.x], copyUs)
  }
  if (step + 1 < configOf(node).journeys[journey].steps.length)
    begin(cluster, node, journey, p.arrival, step + 1, p.user, p.key, version, path)
}
