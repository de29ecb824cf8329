/**
 * One call through a guard: asked before it is sent, told when it has ended. What can refuse comes in this order: an open breaker
 * (at once, for that is what it is for), adaptive throttling, the rate limit, the concurrency limit or the bulkhead, and the
 * breaker's own trial last, so that no trial is spent on a call that something else then refuses.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, PURPOSE, operationKey } from '../../cluster'
import { accepted, maySend } from '../../resilience/adaptiveThrottle'
import { askBreaker, callEnded as breakerTold, callOff, mayCall as breakerLets } from '../../resilience/breaker'
import { enter, giveUpWaiting, leave } from '../../resilience/bulkhead'
import { learn, limitNow } from '../../resilience/limit'
import { mayPass } from '../../resilience/rateLimit'
import { payIn } from '../../resilience/retryBudget'
import { settleAttempt } from '../../resilience/retryThrottle'
import { limitDecider } from '../limitDecider'
import { throughBreaker } from './guardBreaker'
import type { Guard } from './guards'
import { guardAt } from './guards'
import type { CallOf, GuardConfig } from './policy'

/** A call may go; it waits for a place; anything else is the cause why it may not. */
export const GO = CAUSE.none
export const WAITS = -1

/** A number that names one attempt of one of the caller's calls. */
export function callName(call: number, attempt: number): number {
  return call * ATTEMPTS + attempt
}
/** Whose attempt it is. */
export function callOfName(name: number): number {
  return Math.floor(name / ATTEMPTS)
}
const ATTEMPTS = 128 // more than any policy allows, copies included

/** Asks for a call that the caller names `name`. GO, WAITS (only with a ticket: what the caller keeps of it), or a cause. */
export function askToCall(
  cluster: Cluster,
  node: ClusterNode,
  at: number,
  name: number,
  isFirst: boolean,
  of: CallOf,
  ticket = -1,
): number {
  const { guard, config } = guardAt(node, at)
  const { nowUs } = cluster
  if (isFirst && guard.budget && config.budget) payIn(guard.budget, config.budget, nowUs)
  let isGranted = false
  const mayPassBreaker = throughBreaker(cluster, node, at, of, (b, c, by) => {
    const asked = askBreaker(b, c, nowUs, by)
    isGranted = asked === 'granted'
    return asked !== 'refused'
  })
  const cause = mayPassBreaker ? refusalBy(cluster, node, guard, config, of) : CAUSE.breakerOpen
  if (cause !== CAUSE.none) return reject(cluster, node, at, cause, of)
  if (guard.bulkhead && config.bulkhead) {
    const place = enter(guard.bulkhead, config.bulkhead)
    if (place === 'refuse' || (place === 'wait' && ticket < 0)) return reject(cluster, node, at, CAUSE.bulkheadFull, of)
    if (place === 'wait') {
      guard.waiting.push(ticket)
      return WAITS
    }
  }
  return begin(cluster, node, at, name, of, isGranted)
}

/** A call that waited has the place that `callEnded` gave it: GO, or the cause why it may not go after all. */
export function beginAfterWait(cluster: Cluster, node: ClusterNode, at: number, name: number, of: CallOf): number {
  return begin(cluster, node, at, name, of, false)
}

/** The ticket of the next call that may begin in a place that nobody took, −1: none. */
export function nextInLine(node: ClusterNode, at: number): number {
  const { guard, config } = guardAt(node, at)
  const { bulkhead, waiting } = guard
  if (!bulkhead || !config.bulkhead || waiting.length === 0 || bulkhead.running >= config.bulkhead.maxConcurrent)
    return -1
  bulkhead.waiting--
  bulkhead.running++
  return waiting.shift() as number
}

/** A call that waits does so no longer; false where it did not wait. */
export function stopWaiting(cluster: Cluster, node: ClusterNode, at: number, ticket: number, of: CallOf): boolean {
  const { guard } = guardAt(node, at)
  const place = guard.waiting.indexOf(ticket)
  if (place < 0 || !guard.bulkhead) return false
  guard.waiting.splice(place, 1)
  giveUpWaiting(guard.bulkhead)
  reject(cluster, node, at, CAUSE.bulkheadFull, of)
  return true
}

function refusalBy(cluster: Cluster, node: ClusterNode, guard: Guard, config: GuardConfig, of: CallOf): number {
  const { nowUs } = cluster
  if (guard.throttle && config.throttle && !maySend(guard.throttle, config.throttle, nowUs, draw(cluster, node, of)))
    return CAUSE.throttled
  if (guard.rateLimit && config.rateLimit && !mayPass(guard.rateLimit, config.rateLimit, nowUs))
    return CAUSE.rateLimited
  if (guard.limit && guard.inflight >= limitNow(guard.limit)) return CAUSE.limitReached
  return CAUSE.none
}
function begin(cluster: Cluster, node: ClusterNode, at: number, name: number, of: CallOf, isGranted: boolean): number {
  const { guard } = guardAt(node, at)
  if (!throughBreaker(cluster, node, at, of, (b, c, by) => breakerLets(b, c, cluster.nowUs, by, isGranted))) {
    if (guard.bulkhead) guard.bulkhead.running--
    return reject(cluster, node, at, CAUSE.breakerOpen, of)
  }
  guard.inflight++
  guard.underWay.set(name, { sinceUs: cluster.nowUs, inflight: guard.inflight })
  return GO
}

/** Writes down that a call, or with `event` a retry, was not let through; the cause, for whoever asked. */
export function reject(
  cluster: Cluster,
  node: ClusterNode,
  at: number,
  cause: number,
  of: CallOf,
  event: 'rejected' | 'retryRejected' = 'rejected',
): number {
  const { guard, config } = guardAt(node, at)
  guard.rejected.set(cause, (guard.rejected.get(cause) ?? 0) + 1)
  cluster.recordCall(node, event, cause, of.origin, of.count, config.called, at)
  return cause
}

/** How a call ended: `none` well; any other cause badly; CALLED_OFF: nobody waits for it any more, which tells nothing of it. */
export const CALLED_OFF = -1

/** Tells that a call has ended; a second time changes nothing. The ticket of the call that has its place now, −1: none. */
export function callEnded(
  cluster: Cluster,
  node: ClusterNode,
  at: number,
  name: number,
  cause: number,
  of: CallOf,
): number {
  const { guard, config } = guardAt(node, at)
  const call = guard.underWay.get(name)
  if (!call) return -1
  guard.underWay.delete(name)
  const { nowUs } = cluster
  const tookUs = nowUs - call.sinceUs
  const failed = cause > CAUSE.none
  throughBreaker(cluster, node, at, of, (b, c, by) => {
    if (cause === CALLED_OFF) callOff(b)
    else breakerTold(b, c, failed, nowUs, tookUs, by)
    return true
  })
  const dropped = cause === CAUSE.overloaded || cause === CAUSE.timeout || cause === CAUSE.deadline
  guard.inflight--
  if (cause !== CALLED_OFF) {
    if (guard.retryThrottle && config.retryThrottle) settleAttempt(guard.retryThrottle, config.retryThrottle, failed)
    if (guard.throttle && !dropped) accepted(guard.throttle, nowUs)
    if (guard.limit && config.limit) {
      const sample = { rttUs: Math.max(1, tookUs), inflight: call.inflight, dropped }
      const place = { node, called: config.called, origin: of.origin, count: of.count }
      learn(guard.limit, config.limit, sample, limitDecider(cluster, place, PURPOSE.limit, of.path))
    }
  }
  return guard.bulkhead && leave(guard.bulkhead) ? (guard.waiting.shift() as number) : -1
}

function draw(cluster: Cluster, node: ClusterNode, of: CallOf): number {
  return cluster.draws.at(node.entity, PURPOSE.throttle, operationKey(cluster, of.origin, of.count), of.path).unit()
}
