/** Whether a call that failed is tried again, and within which time an attempt must be answered. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, decide } from '../../cluster'
import type { Operation } from '../../decisions/faultline'
import { ATTEMPTS_MAX, RETRY } from '../../decisions/retry/contract'
import { retryDecision, retrySettings } from '../../resilience/backoff'
import { handedOn, mayRetry, timeoutWithin } from '../../resilience/deadline'
import { takeRetry } from '../../resilience/retryBudget'
import { retryAllowed } from '../../resilience/retryThrottle'
import { reject } from './call'
import { guardAt } from './guards'
import type { CallOf, CallPolicy } from './policy'
import { causeWord } from './words'

/** A call whose latest try has failed. */
export interface Failed {
  called: number // first node of the called group
  operation: Operation
  tries: number
  waitedUs: number // before the latest one, 0: not at all
  sinceUs: number // when the first one began
  deadlineAtUs: number // Infinity: nobody gives up
  cause: number
}

/**
 * Microseconds until the next try, −1: there is none. What is decided on is paid for from the budget; what ends a call's tries is
 * written down where one stands guard. Luck is aimed by the caller.
 */
export function retryAfter(
  cluster: Cluster,
  node: ClusterNode,
  policy: CallPolicy,
  failed: Failed,
  of: CallOf,
): number {
  const waitUs = failed.tries < ATTEMPTS_MAX ? decideRetry(cluster, node, policy, failed, of) : -1
  if (waitUs >= 0) return mayTryAgain(cluster, node, policy, waitUs, failed.deadlineAtUs, of) ? waitUs : -1
  if (policy.guard >= 0 && failed.tries > 1)
    reject(cluster, node, policy.guard, CAUSE.attemptsUsed, of, 'retryRejected')
  return -1
}
function decideRetry(cluster: Cluster, node: ClusterNode, policy: CallPolicy, failed: Failed, of: CallOf): number {
  const { nowUs, luck } = cluster
  const { called, operation, tries, waitedUs, sinceUs, deadlineAtUs, cause } = failed
  const context = {
    nowUs,
    random: luck.random,
    randomInt: luck.randomInt,
    attempt: tries,
    cause: causeWord(cause),
    operation,
    previousWaitUs: waitedUs,
    elapsedUs: nowUs - sinceUs,
    deadlineInUs: deadlineAtUs < Infinity ? Math.max(0, deadlineAtUs - nowUs) : -1,
    settings: retrySettings(policy.backoff, policy.attempts),
  }
  const place = { node, called, origin: of.origin, count: of.count }
  return Math.floor(decide(cluster, RETRY, place, context, retryDecision(policy.backoff), null))
}

/** May a retry, or a hedged copy, come after `waitUs`? A yes is paid for from the budget; a no is written down. */
export function mayTryAgain(
  cluster: Cluster,
  node: ClusterNode,
  policy: CallPolicy,
  waitUs: number,
  deadlineAtUs: number,
  of: CallOf,
): boolean {
  const inTime = !policy.deadline || mayRetry(deadlineAtUs, cluster.nowUs, waitUs, 1)
  if (policy.guard < 0) return inTime
  const { guard, config } = guardAt(node, policy.guard)
  const cause = !inTime
    ? CAUSE.deadline
    : guard.retryThrottle && config.retryThrottle && !retryAllowed(guard.retryThrottle, config.retryThrottle)
      ? CAUSE.retriesThrottled
      : guard.budget && config.budget && !takeRetry(guard.budget, config.budget, cluster.nowUs)
        ? CAUSE.budgetEmpty
        : CAUSE.none
  if (cause !== CAUSE.none) reject(cluster, node, policy.guard, cause, of, 'retryRejected')
  return cause === CAUSE.none
}

/** Microseconds until an attempt that begins now is given up; 0: it cannot be in time and must not begin. */
export function attemptUs(cluster: Cluster, { deadline, timeoutUs }: CallPolicy, deadlineAtUs: number): number {
  return deadline ? timeoutWithin(deadlineAtUs, cluster.nowUs, timeoutUs) : timeoutUs
}
/** What travels with a call as its deadline: 0, none, unless the policy hands it on. */
export function deadlineToTell(cluster: Cluster, policy: CallPolicy, us: number, deadlineAtUs: number): number {
  return policy.deadline ? handedOn(deadlineAtUs, cluster.nowUs, us) : 0
}

/** Starts the time-out of an attempt that may take `us`, as attemptUs has it. Returns its handle. */
export function startAttempt(
  cluster: Cluster,
  node: ClusterNode,
  policy: CallPolicy,
  us: number,
  kind: number,
  of: CallOf,
  a: number,
  b = 0,
): number {
  const { origin, count, path } = of
  if (us !== policy.timeoutUs) return cluster.setTimer(node, us, kind, origin, count, path, a, b) // of any length
  return cluster.startTimeout(node, cluster.timeoutLane(us), us, kind, origin, count, path, a, b)
}
