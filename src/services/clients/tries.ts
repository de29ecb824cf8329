/** The tries of an operation: requests, hedged copies, and what comes after a try that failed. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, F, OP, PURPOSE, TYPE, W, watch } from '../../cluster'
import { FLOATS_SHIFT, WORDS_SHIFT } from '../../kernel/eventQueue'
import type { CallPolicy } from '../calling'
import {
  GO,
  askToCall,
  callName,
  hedgeAfter,
  mayHedge,
  mayTryAgain,
  operationWord,
  retryAfter,
  startHedge,
} from '../calling'
import type { ReadWish } from './freshness'
import { decideWish } from './freshness'
import { giveUp } from './ending'
import type { JourneyPlan, Pending } from './state'
import { STEPS, TIMER, callOf, configOf, isAnswered, policyOf, stateOf } from './state'

/** One more try, if the policy lets it through. */
export function tryOnce(cluster: Cluster, node: ClusterNode, row: number, p: Pending, path: number): void {
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
  const journey = configOf(node).journeys[p.journey]
  const { calls } = journey
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

/** What a transfer moves, in whole units of money; the same in every attempt. */
function amountOf(cluster: Cluster, { entity }: JourneyPlan, p: Pending): number {
  return 1 + cluster.draws.at(entity, PURPOSE.amount, p.arrival, p.step).int(AMOUNT_MAX)
}

const AMOUNT_MAX = 20

/** How fresh this attempt's read must be. */
function wishOf(cluster: Cluster, node: ClusterNode, p: Pending): ReadWish {
  const { chosen, failing } = stateOf(node)
  const { id, entity, calls, steps } = configOf(node).journeys[p.journey]
  const { luck } = cluster
  luck.aim(entity, PURPOSE.choice, p.arrival, p.step * ATTEMPTS + p.attempt)
  const place = { node, called: calls[0], origin: node.index, count: p.count }
  const read = { journey: id, step: p.step, attempt: p.attempt, failedLately: failing[p.journey] }
  return decideWish(cluster, place, read, steps[p.step], chosen.get(steps[p.step].operationClass))
}

const ATTEMPTS = 64 // more than there are

/** Whether the next attempt may be sent; where not, the operation remembers why. */
function mayCall(cluster: Cluster, node: ClusterNode, guard: number, p: Pending, isFirst: boolean): boolean {
  const next = p.attempt + 1
  const verdict = askToCall(cluster, node, guard, callName(p.count, next), isFirst, callOf(node, p, next))
  if (verdict !== GO) p.lastCause = verdict
  return verdict === GO
}

function waitToHedge(
  cluster: Cluster,
  node: ClusterNode,
  policy: CallPolicy,
  row: number,
  p: Pending,
  path: number,
): void {
  const { calls, steps } = configOf(node).journeys[p.journey]
  const waiting = {
    called: calls[0],
    operation: operationWord(steps[p.step].op),
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
export function hedge(cluster: Cluster, node: ClusterNode, row: number, p: Pending, path: number): void {
  const policy = policyOf(node, p)
  const cause = p.lastCause
  const of = callOf(node, p, p.attempt + 1)
  if (!mayTryAgain(cluster, node, policy, 0, p.deadlineAtUs, of)) return
  if (policy.guard >= 0 && !mayCall(cluster, node, policy.guard, p, false)) {
    p.lastCause = cause
    return
  }
  const [called] = configOf(node).journeys[p.journey].calls
  cluster.recordCall(node, 'hedged', CAUSE.none, node.index, p.count, called, policy.guard)
  request(cluster, node, row, p, path)
  waitToHedge(cluster, node, policy, row, p, path)
}

export function retryOrFail(cluster: Cluster, node: ClusterNode, row: number, p: Pending, path: number): void {
  const policy = policyOf(node, p)
  if (p.hedgeTimer >= 0) cluster.cancelTimer(p.hedgeTimer)
  p.open = 0
  const { calls, deadlineUs, steps } = configOf(node).journeys[p.journey]
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
