/**
 * The users, as one node: journeys arrive as Poisson processes, open loop (a slow system does not make its users wait before
 * coming), each by one user and session, and run their steps in order. Every step is one operation with a deadline, counted
 * from the intended send. A write whose fate is not known ends as `info`, whatever its later attempts said.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { CAUSE, F, LEVEL, LEVEL_SHIFT, OP, OUTCOME, PURPOSE, RETURN_FLAG, STATUS, TYPE, W, entityOf } from '../cluster'
import { FLOATS, WORDS } from '../kernel/eventQueue'
import { IntTable } from '../kernel/intTable'
import type { BackoffConfig } from '../resilience/backoff'
import { backoffUs } from '../resilience/backoff'
import type { UserPicker } from './users'

export interface StepPlan {
  operationClass: number
  op: number
  key: 'user' | 'order' | 'none'
  ask: number // quorum, ASK flags and level
  boundUs?: number // greatest age of a bounded read
}
export interface JourneyPlan {
  id: string
  entity: number
  meanGapUs: number
  deadlineUs: number
  steps: readonly StepPlan[]
  attempts: number
  attemptTimeoutUs: number // 0: until the deadline
  backoff: BackoffConfig
}
export interface ClientsConfig {
  calls: readonly number[] // node indices
  journeys: readonly JourneyPlan[]
  users: number
  picker: UserPicker
}
/** What a session has read or written so far: its own floor for what it may be shown of that key (Terry et al., PDIS 1994). */
interface Seen {
  key: number
  version: number
}
const NOTHING_SEEN: Seen = Object.freeze({ key: -1, version: 0 })
/** One operation under way. */
interface Pending {
  journey: number
  arrival: number // of its journey
  step: number
  user: number
  key: number
  value: number
  seen: Seen
  deadlineAtUs: number
  attempt: number
  waits: boolean // for its next attempt: nothing is under way
  doubtful: boolean // some attempt may have taken effect
  lastCause: number
  deadlineTimer: number
  attemptTimer: number
}
interface ClientsState {
  pending: Map<number, Pending>
  arrivals: number[] // by journey
  orders: IntTable // user → orders so far
  chosen: Map<number, ChosenLevel> // by operation class: what a person has set meanwhile
}
interface ChosenLevel {
  level: number
  boundUs: number
}
const LEVEL_MASK = 7 << LEVEL_SHIFT
const TIMER = { arrival: 1, deadline: 2, attempt: 3, backoff: 4 } as const

const configOf = (node: ClusterNode): ClientsConfig => node.config as ClientsConfig
const stateOf = (node: ClusterNode): ClientsState => node.state as ClientsState

export function journeyEntity(id: string): number {
  return entityOf(`journey:${id}`)
}

export const clients: Role = {
  start(cluster, node) {
    const { journeys } = configOf(node)
    node.state = {
      pending: new Map(),
      arrivals: journeys.map(() => 0),
      orders: new IntTable(),
      chosen: new Map(),
    } satisfies ClientsState
    journeys.forEach((_, j) => nextArrival(cluster, node, j))
  },

  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    const count = words[w + W.count]
    const p = stateOf(node).pending.get(count)
    if (!p) return
    const status = words[w + W.a]
    if (status === STATUS.ok) {
      finish(
        cluster,
        node,
        count,
        p,
        OUTCOME.ok,
        CAUSE.none,
        words[w + W.c],
        words[w + W.value],
        cluster.queue.floats[m * FLOATS + F.version],
        words[w + W.path],
        cluster.queue.floats[m * FLOATS + F.x],
      )
      return
    }
    p.lastCause = words[w + W.b]
    if (status === STATUS.unknown) p.doubtful = true
    if (words[w + W.attempt] === p.attempt && !p.waits) retryOrFail(cluster, node, count, p, words[w + W.path])
  },

  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const w = timer * WORDS
    const kind = words[w + W.type]
    if (kind === TIMER.arrival) {
      arrive(cluster, node, words[w + W.a])
      return
    }
    const count = words[w + W.count]
    const p = stateOf(node).pending.get(count)
    if (!p) return
    const path = words[w + W.path]
    if (kind === TIMER.deadline) {
      giveUp(cluster, node, count, p, CAUSE.deadline, path)
      return
    }
    if (kind === TIMER.backoff) {
      attempt(cluster, node, count, p, path)
      return
    }
    // One attempt's time is up: nobody knows what became of it.
    p.doubtful = true
    p.lastCause = CAUSE.timeout
    retryOrFail(cluster, node, count, p, path)
  },

  crash(_cluster, node) {
    stateOf(node).pending = new Map()
  },
  command(_cluster, node, command) {
    if (command.kind !== 'setConsistency') return
    const journey = configOf(node).journeys.find(({ id }) => id === command.journey)
    if (!journey) return
    const { chosen } = stateOf(node)
    const { operationClass } = journey.steps[command.step]
    if (command.consistency === 'asWritten') chosen.delete(operationClass)
    else chosen.set(operationClass, { level: LEVEL[command.consistency], boundUs: command.boundUs ?? 0 })
  },
  restart(cluster, node) {
    configOf(node).journeys.forEach((_, j) => nextArrival(cluster, node, j))
  },
}

function nextArrival(cluster: Cluster, node: ClusterNode, j: number): void {
  const journey = configOf(node).journeys[j]
  const n = ++stateOf(node).arrivals[j]
  const gap = cluster.draws.at(journey.entity, PURPOSE.arrival, n, 0).exponential() * journey.meanGapUs
  cluster.setTimer(node, gap, TIMER.arrival, node.index, 0, n, j)
}

function arrive(cluster: Cluster, node: ClusterNode, j: number): void {
  const { journeys, picker } = configOf(node)
  const n = stateOf(node).arrivals[j]
  const user = picker.pick(cluster.draws.at(journeys[j].entity, PURPOSE.user, n, 0).unit())
  begin(cluster, node, j, n, 0, user, -1, n, NOTHING_SEEN)
  nextArrival(cluster, node, j)
}

/** Invokes a step of a journey. `order`: the key written by an earlier step of this session, −1: none. */
function begin(
  cluster: Cluster,
  node: ClusterNode,
  j: number,
  arrival: number,
  s: number,
  user: number,
  order: number,
  path: number,
  seen: Seen,
): void {
  const config = configOf(node)
  const journey = config.journeys[j]
  const step = journey.steps[s]
  const key = step.key === 'user' ? user : step.key === 'none' ? -1 : order >= 0 ? order : newOrder(node, user)
  const count = countOf(config.journeys, j, arrival, s)
  const value =
    step.op === OP.write
      ? count * 256 + (node.index & 255)
      : step.op === OP.transfer
        ? payeeOf(cluster, config, j, arrival, s, user)
        : 0
  cluster.invoke(node, step.operationClass, key, value, user, count)
  const p: Pending = {
    journey: j,
    arrival,
    step: s,
    user,
    key,
    value,
    seen,
    deadlineAtUs: cluster.nowUs + journey.deadlineUs,
    attempt: 0,
    waits: false,
    doubtful: false,
    lastCause: CAUSE.none,
    deadlineTimer: cluster.setTimeout(
      node,
      cluster.timeoutLane(journey.deadlineUs),
      journey.deadlineUs,
      TIMER.deadline,
      node.index,
      count,
      path,
    ),
    attemptTimer: -1,
  }
  stateOf(node).pending.set(count, p)
  attempt(cluster, node, count, p, path)
}
/** An operation is named by who came and which step it is, whatever became of others. */
function countOf(journeys: readonly JourneyPlan[], j: number, arrival: number, step: number): number {
  const most = journeys.reduce((steps, journey) => Math.max(steps, journey.steps.length), 1)
  return (arrival * journeys.length + j) * most + step
}
/** Whom a transfer pays: another of those who come, as often as they do. */
function payeeOf(cluster: Cluster, config: ClientsConfig, j: number, arrival: number, s: number, user: number): number {
  const payee = config.picker.pick(cluster.draws.at(config.journeys[j].entity, PURPOSE.payee, arrival, s).unit())
  return payee === user ? (user + 1) % config.users : payee
}
/** What a transfer moves, in whole units of money; the same in every attempt. */
function amountOf(cluster: Cluster, { entity }: JourneyPlan, p: Pending): number {
  return 1 + cluster.draws.at(entity, PURPOSE.amount, p.arrival, p.step).int(AMOUNT_MAX)
}
const AMOUNT_MAX = 20

/** An order's key: its user, and how many that user has had. The partition key is the user. */
function newOrder(node: ClusterNode, user: number): number {
  const { orders } = stateOf(node)
  const n = orders.value(user) + 1
  orders.set(user, n, n)
  return user + configOf(node).users * n
}

function attempt(cluster: Cluster, node: ClusterNode, count: number, p: Pending, path: number): void {
  const { calls, journeys } = configOf(node)
  const journey = journeys[p.journey]
  const step = journey.steps[p.step]
  p.attempt++
  p.waits = false
  const to = cluster.nodes[calls[(p.arrival + p.step + p.attempt) % calls.length]]
  const m = cluster.send(node, to, TYPE.request, node.index, count, path, p.attempt)
  const words = cluster.queue.words
  const w = m * WORDS
  words[w + W.a] = step.op
  const chosen = stateOf(node).chosen.get(step.operationClass)
  words[w + W.b] = chosen ? (step.ask & ~LEVEL_MASK) | (chosen.level << LEVEL_SHIFT) : step.ask
  words[w + W.c] = p.user
  words[w + W.key] = p.key
  words[w + W.value] = p.value
  words[w + W.call] = count
  const { floats } = cluster.queue
  floats[m * FLOATS + F.deadlineUs] = p.deadlineAtUs
  floats[m * FLOATS + F.version] = p.seen.key === p.key ? p.seen.version : 0
  floats[m * FLOATS + F.x] = step.op === OP.transfer ? amountOf(cluster, journey, p) : ((chosen ?? step).boundUs ?? 0)
  if (journey.attemptTimeoutUs > 0) {
    const lane = cluster.timeoutLane(journey.attemptTimeoutUs)
    p.attemptTimer = cluster.setTimeout(node, lane, journey.attemptTimeoutUs, TIMER.attempt, node.index, count, path)
  }
}

function retryOrFail(cluster: Cluster, node: ClusterNode, count: number, p: Pending, path: number): void {
  const journey = configOf(node).journeys[p.journey]
  if (p.attemptTimer >= 0) cluster.cancelTimer(p.attemptTimer)
  if (p.attempt >= journey.attempts) {
    giveUp(cluster, node, count, p, p.lastCause, path)
    return
  }
  p.waits = true
  const unit = cluster.draws.at(node.entity, PURPOSE.backoff, count, p.attempt).unit()
  cluster.setTimer(node, backoffUs(journey.backoff, p.attempt + 1, unit), TIMER.backoff, node.index, count, path)
}

/** Ends without an ok. A deadline leaves the fate of an attempt under way unknown; a read has no fate to know. */
function giveUp(cluster: Cluster, node: ClusterNode, count: number, p: Pending, cause: number, path: number): void {
  const { op } = configOf(node).journeys[p.journey].steps[p.step]
  const effect = op === OP.write || op === OP.submit || op === OP.transfer
  const unknown = effect && (p.doubtful || (cause === CAUSE.deadline && !p.waits))
  finish(cluster, node, count, p, unknown ? OUTCOME.info : OUTCOME.fail, cause, 0, 0, 0, path)
}

function finish(
  cluster: Cluster,
  node: ClusterNode,
  count: number,
  p: Pending,
  outcome: number,
  cause: number,
  flags: number,
  value: number,
  version: number,
  path: number,
  ageUs = -1,
): void {
  cluster.cancelTimer(p.deadlineTimer)
  if (p.attemptTimer >= 0) cluster.cancelTimer(p.attemptTimer)
  stateOf(node).pending.delete(count)
  const late = cluster.nowUs > p.deadlineAtUs ? RETURN_FLAG.late : 0
  cluster.finish(node, count, outcome, cause, flags | late, p.attempt, value, version)
  if ((flags & RETURN_FLAG.stale) !== 0) cluster.recordAge(node, count, ageUs)
  const { steps } = configOf(node).journeys[p.journey]
  if (outcome === OUTCOME.ok && p.step + 1 < steps.length)
    begin(cluster, node, p.journey, p.arrival, p.step + 1, p.user, p.key, path, { key: p.key, version })
}
