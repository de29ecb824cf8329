/**
 * The users, as one node: journeys arrive as Poisson processes, open loop (a slow system does not make its users wait before
 * coming), each by one user and session, and run their steps in order. Every step is one operation with a deadline, counted
 * from the intended send. A write whose fate is not known ends as `info`, whatever its later attempts said.
 */
import type { Cluster, ClusterNode, Role, TimeoutLine } from '../cluster'
import {
  CAUSE,
  F,
  OP,
  OUTCOME,
  PURPOSE,
  RETURN_FLAG,
  STATUS,
  TYPE,
  W,
  attemptOf,
  entityOf,
  isOfCopy,
  nextDue,
  timeoutLine,
  watch,
} from '../cluster'
import { FLOATS_SHIFT, WORDS_SHIFT } from '../kernel/eventQueue'
import { IntTable } from '../kernel/intTable'
import type { ChosenLevel, ReadWish } from './freshness'
import { decideWish } from './freshness'
import { countOfStep } from './operationCounts'
import type { Surge } from './surges'
import { surgingGapUs } from './surges'
import type { CallOf, CallPolicy, CallingConfig, CallingState, LatencyState } from './calling'
import {
  CALLED_OFF,
  GO,
  askToCall,
  callEnded,
  callName,
  commandBreakers,
  hedgeAfter,
  learnAnswer,
  mayHedge,
  mayTryAgain,
  newGuards,
  noLatency,
  operationWord,
  retryAfter,
  startHedge,
} from './calling'
import type { Picker } from './users'

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
  surges: readonly Surge[]
  deadlineUs: number
  steps: readonly StepPlan[]
  policies: readonly CallPolicy[] // by step
}
export interface ClientsConfig extends CallingConfig {
  calls: readonly number[] // node indices
  journeys: readonly JourneyPlan[]
  users: number
  picker: Picker
}
/** One operation under way, in a row of its own that is used again: its requests and timeouts name it by row and count. */
interface Pending {
  count: number // 0: the row is free
  journey: number
  arrival: number // of its journey
  step: number
  user: number
  key: number
  value: number
  /** What its session has seen of this key: the floor for what it may be shown (Terry et al., PDIS 1994). */
  floor: number
  deadlineAtUs: number
  attempt: number // requests sent so far: one a try, and hedged copies
  tries: number
  first: number // attempt that began the present try
  open: number // bit i: the attempt `first + i` is under way; 0: nothing is, it waits for its next try
  path: number // of its requests
  mark: number // of its present try, among all of this node
  waitedUs: number // before the present try
  triedUs: number // when that began
  doubtful: boolean // some attempt may have taken effect
  lastCause: number
  hedgeTimer: number
}
interface PendingRows {
  size: number // rows in use
  rows: Pending[]
  free: number[]
}
interface ClientsState extends CallingState {
  pending: PendingRows
  deadlines: TimeoutLine[] // by journey, of operations by row and count
  timeouts: TimeoutLine[] // by journey and step, of tries by row and mark
  attempts: number // so far: the latest mark
  arrivals: number[] // by journey
  orders: IntTable // user → orders so far
  chosen: Map<number, ChosenLevel> // by operation class: what a person has set meanwhile
  failing: number[] // by journey: moving mean of what failed, 0 to 1
  latency: LatencyState // of tries that were answered well
}
const TIMER = { arrival: 1, deadline: 2, attempt: 3, backoff: 4, hedge: 5 } as const

const configOf = (node: ClusterNode): ClientsConfig => node.config as ClientsConfig
const stateOf = (node: ClusterNode): ClientsState => node.state as ClientsState

export function journeyEntity(id: string): number {
  return entityOf(`journey:${id}`)
}

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

function nextArrival(cluster: Cluster, node: ClusterNode, j: number): void {
  const journey = configOf(node).journeys[j]
  const n = ++stateOf(node).arrivals[j]
  const usual = cluster.draws.exponentialAt(journey.entity, PURPOSE.arrival, n, 0) * journey.meanGapUs
  const gap = journey.surges.length === 0 ? usual : surgingGapUs(journey.surges, cluster.nowUs, usual)
  cluster.setTimer(node, gap, TIMER.arrival, node.index, 0, n, j)
}

function arrive(cluster: Cluster, node: ClusterNode, j: number): void {
  const { journeys, picker } = configOf(node)
  const n = stateOf(node).arrivals[j]
  const user = picker.pick(cluster.draws.at(journeys[j].entity, PURPOSE.user, n, 0).unit(), cluster.nowUs)
  begin(cluster, node, j, n, 0, user, -1, 0, n)
  nextArrival(cluster, node, j)
}

/** Invokes a step of a journey. `order`: the key of an earlier step of this session, −1: none; `seen`: its version there. */
function begin(
  cluster: Cluster,
  node: ClusterNode,
  j: number,
  arrival: number,
  s: number,
  user: number,
  order: number,
  seen: number,
  path: number,
): void {
  const config = configOf(node)
  const journey = config.journeys[j]
  const step = journey.steps[s]
  const key = step.key === 'user' ? user : step.key === 'none' ? -1 : order >= 0 ? order : newOrder(node, user)
  const count = countOfStep(config.journeys, j, arrival, s)
  let value = 0
  if (step.op === OP.write) value = count * 256 + (node.index & 255)
  else if (step.op === OP.transfer) value = payeeOf(cluster, config, j, arrival, s, user)
  cluster.invoke(node, step.operationClass, key, value, user, count)
  const { pending } = stateOf(node)
  const row = takeRow(pending)
  const p = pending.rows[row]
  p.count = count
  p.journey = j
  p.arrival = arrival
  p.step = s
  p.user = user
  p.key = key
  p.value = value
  p.floor = key === order ? seen : 0
  p.deadlineAtUs = cluster.nowUs + journey.deadlineUs
  p.attempt = 0
  p.tries = 0
  p.first = 0
  p.open = 0
  p.waitedUs = 0
  p.doubtful = false
  p.lastCause = CAUSE.none
  p.hedgeTimer = -1
  watch(cluster, node, stateOf(node).deadlines[j], row, count, isEnded)
  tryOnce(cluster, node, row, p, path)
}
function deadlineLines(journeys: readonly JourneyPlan[]): TimeoutLine[] {
  return journeys.map(({ deadlineUs }, j) => timeoutLine(deadlineUs, TIMER.deadline, j))
}
/** Steps that a journey has at most. */
const STEPS = 8
function timeoutLines(journeys: readonly JourneyPlan[]): TimeoutLine[] {
  return journeys.flatMap(({ policies }, j) =>
    Array.from({ length: STEPS }, (_, s) => timeoutLine(policies[s]?.timeoutUs ?? 0, TIMER.attempt, j * STEPS + s)),
  )
}
function isEnded(node: ClusterNode, row: number, count: number): boolean {
  return stateOf(node).pending.rows[row].count !== count
}
function isAnswered(node: ClusterNode, row: number, mark: number): boolean {
  const p = stateOf(node).pending.rows[row]
  return p.mark !== mark || p.open === 0 || p.count === 0
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

function nonePending(): PendingRows {
  return { size: 0, rows: [], free: [] }
}
/** A row for one more operation, whose fields are the caller's to fill. */
function takeRow(pending: PendingRows): number {
  pending.size++
  return pending.free.pop() ?? pending.rows.push({ ...EMPTY_ROW }) - 1
}
const EMPTY_ROW: Pending = {
  count: 0,
  journey: 0,
  arrival: 0,
  step: 0,
  user: 0,
  key: 0,
  value: 0,
  floor: 0,
  deadlineAtUs: 0,
  attempt: 0,
  tries: 0,
  first: 0,
  open: 0,
  path: 0,
  mark: 0,
  waitedUs: 0,
  triedUs: 0,
  doubtful: false,
  lastCause: 0,
  hedgeTimer: -1,
}

/** Whom a transfer pays: another of those who come, as often as they do. */
function payeeOf(cluster: Cluster, config: ClientsConfig, j: number, arrival: number, s: number, user: number): number {
  const unit = cluster.draws.at(config.journeys[j].entity, PURPOSE.payee, arrival, s).unit()
  const payee = config.picker.pick(unit, cluster.nowUs)
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

/** One more try, if the policy lets it through. */
function tryOnce(cluster: Cluster, node: ClusterNode, row: number, p: Pending, path: number): void {
  const policy = policyOf(node, p)
  p.tries++
  p.first = p.attempt + 1
  p.path = path
  p.triedUs = cluster.nowUs
  if (policy.guard >= 0 && !mayCall(cluster, node, policy.guard, p, p.tries === 1)) {
    retryOrFail(cluster, node, row, p, path)
    return
  }
  request(cluster, node, row, p, path)
  if (policy.timeoutUs > 0) {
    const state = stateOf(node)
    p.mark = state.attempts = (state.attempts + 1) | 0
    watch(cluster, node, state.timeouts[p.journey * STEPS + p.step], row, p.mark, isAnswered)
  }
  if (mayHedge(cluster, policy)) waitToHedge(cluster, node, policy, row, p, path)
}
function request(cluster: Cluster, node: ClusterNode, row: number, p: Pending, path: number): void {
  const { calls, journeys } = configOf(node)
  const journey = journeys[p.journey]
  const step = journey.steps[p.step]
  p.attempt++
  p.open |= 1 << (p.attempt - p.first)
  const to = cluster.nodes[calls[(p.arrival + p.step + p.attempt) % calls.length]]
  const m = cluster.send(node, to, TYPE.request, node.index, p.count, path, p.attempt)
  const words = cluster.queue.words
  const w = m << WORDS_SHIFT
  const wish = step.op === OP.read ? wishOf(cluster, node, p) : step
  words[w | W.a] = step.op
  words[w | W.b] = wish.ask
  words[w | W.c] = p.user
  words[w | W.key] = p.key
  words[w | W.value] = p.value
  words[w | W.call] = row
  const { floats } = cluster.queue
  floats[(m << FLOATS_SHIFT) | F.deadlineUs] = p.deadlineAtUs
  floats[(m << FLOATS_SHIFT) | F.version] = p.floor
  floats[(m << FLOATS_SHIFT) | F.x] = step.op === OP.transfer ? amountOf(cluster, journey, p) : (wish.boundUs ?? 0)
}

/** How fresh this attempt's read must be. */
function wishOf(cluster: Cluster, node: ClusterNode, p: Pending): ReadWish {
  const { calls, journeys } = configOf(node)
  const { chosen, failing } = stateOf(node)
  const { id, entity, steps } = journeys[p.journey]
  const { luck } = cluster
  luck.aim(entity, PURPOSE.choice, p.arrival, p.step * ATTEMPTS + p.attempt)
  const place = { node, called: calls[0], origin: node.index, count: p.count }
  const read = { journey: id, step: p.step, attempt: p.attempt, failedLately: failing[p.journey] }
  return decideWish(cluster, place, read, steps[p.step], chosen.get(steps[p.step].operationClass))
}
const ATTEMPTS = 64 // more than there are

/* ---- what the policy of the edge says ---- */

function policyOf(node: ClusterNode, p: Pending): CallPolicy {
  return configOf(node).journeys[p.journey].policies[p.step]
}
function callOf(node: ClusterNode, p: Pending, attempt: number): CallOf {
  return { origin: node.index, count: p.count, path: attempt }
}
/** Whether the next attempt may be sent; where not, the operation remembers why. */
function mayCall(cluster: Cluster, node: ClusterNode, guard: number, p: Pending, isFirst: boolean): boolean {
  const next = p.attempt + 1
  const verdict = askToCall(cluster, node, guard, callName(p.count, next), isFirst, callOf(node, p, next))
  if (verdict !== GO) p.lastCause = verdict
  return verdict === GO
}
function endCall(cluster: Cluster, node: ClusterNode, guard: number, p: Pending, attempt: number, cause: number): void {
  callEnded(cluster, node, guard, callName(p.count, attempt), cause, callOf(node, p, attempt))
}
/** Ends whatever is under way. */
function endOpen(cluster: Cluster, node: ClusterNode, p: Pending, cause: number): void {
  const { guard } = policyOf(node, p)
  if (guard < 0) return
  for (let attempt = p.first; attempt <= p.attempt; attempt++)
    if ((p.open & (1 << (attempt - p.first))) !== 0) endCall(cluster, node, guard, p, attempt, cause)
}

function waitToHedge(
  cluster: Cluster,
  node: ClusterNode,
  policy: CallPolicy,
  row: number,
  p: Pending,
  path: number,
): void {
  const { calls, journeys } = configOf(node)
  const waiting = {
    called: calls[0],
    operation: operationWord(journeys[p.journey].steps[p.step].op),
    sent: p.attempt - p.first + 1,
    tries: p.tries,
    deadlineAtUs: p.deadlineAtUs,
    latency: stateOf(node).latency,
  }
  const us = hedgeAfter(cluster, node, policy, waiting, callOf(node, p, p.attempt))
  if (us < 0) return
  const of = { origin: node.index, count: p.count, path }
  p.hedgeTimer = startHedge(cluster, node, policy, us, TIMER.hedge, of, row, p.attempt)
}
/** No answer yet: the same is asked once more, of whoever is next. */
function hedge(cluster: Cluster, node: ClusterNode, row: number, p: Pending, path: number): void {
  const policy = policyOf(node, p)
  const cause = p.lastCause
  const of = callOf(node, p, p.attempt + 1)
  if (!mayTryAgain(cluster, node, policy, 0, p.deadlineAtUs, of)) return
  if (policy.guard >= 0 && !mayCall(cluster, node, policy.guard, p, false)) {
    p.lastCause = cause
    return
  }
  cluster.recordCall(node, 'hedged', CAUSE.none, node.index, p.count, configOf(node).calls[0], policy.guard)
  request(cluster, node, row, p, path)
  waitToHedge(cluster, node, policy, row, p, path)
}

function retryOrFail(cluster: Cluster, node: ClusterNode, row: number, p: Pending, path: number): void {
  const policy = policyOf(node, p)
  if (p.hedgeTimer >= 0) cluster.cancelTimer(p.hedgeTimer)
  p.open = 0
  const { calls, journeys } = configOf(node)
  const { deadlineUs, steps } = journeys[p.journey]
  cluster.luck.aim(node.entity, PURPOSE.backoff, p.count, p.tries)
  const failed = {
    called: calls[0],
    operation: operationWord(steps[p.step].op),
    tries: p.tries,
    waitedUs: p.waitedUs,
    sinceUs: p.deadlineAtUs - deadlineUs,
    deadlineAtUs: p.deadlineAtUs,
    cause: p.lastCause,
  }
  const waitUs = retryAfter(cluster, node, policy, failed, callOf(node, p, p.attempt))
  if (waitUs < 0) {
    giveUp(cluster, node, row, p, p.lastCause)
    return
  }
  p.waitedUs = waitUs
  cluster.setTimer(node, waitUs, TIMER.backoff, node.index, p.count, path, row)
}

/** Ends without an ok. A deadline leaves the fate of an attempt under way unknown; a read has no fate to know. */
function giveUp(cluster: Cluster, node: ClusterNode, row: number, p: Pending, cause: number): void {
  const { op } = configOf(node).journeys[p.journey].steps[p.step]
  const effect = op === OP.write || op === OP.submit || op === OP.transfer
  const unknown = effect && (p.doubtful || (cause === CAUSE.deadline && p.open !== 0))
  endOpen(cluster, node, p, cause)
  finish(cluster, node, row, p, unknown ? OUTCOME.info : OUTCOME.fail, cause, 0, 0, 0)
}

/** Ends well; the session goes on to its next step. */
function answered(cluster: Cluster, node: ClusterNode, row: number, p: Pending, m: number): void {
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

/** How far one operation moves what its journey is known to fail. */
const PACE = 0.05
/** Its row is free then. */
function finish(
  cluster: Cluster,
  node: ClusterNode,
  row: number,
  p: Pending,
  outcome: number,
  cause: number,
  flags: number,
  value: number,
  version: number,
): void {
  if (p.hedgeTimer >= 0) cluster.cancelTimer(p.hedgeTimer)
  const late = cluster.nowUs > p.deadlineAtUs ? RETURN_FLAG.late : 0
  cluster.finish(node, p.count, outcome, cause, flags | late, p.attempt, value, version)
  const { pending, failing } = stateOf(node)
  failing[p.journey] += PACE * (Number(outcome !== OUTCOME.ok) - failing[p.journey])
  pending.size--
  pending.free.push(row)
  p.count = 0
}
