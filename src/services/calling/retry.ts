/** Whether a call that failed may be tried again, and within which time an attempt must be answered. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE } from '../../cluster'
import { handedOn, mayRetry, timeoutWithin } from '../../resilience/deadline'
import { takeRetry } from '../../resilience/retryBudget'
import { retryAllowed } from '../../resilience/retryThrottle'
import type { CallOf } from './call'
import { reject } from './call'
import { guardAt } from './guards'
import type { CallPolicy } from './policy'

/** May a retry come after `waitUs`? A yes is paid for from the budget; a no is written down. */
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

/** The attempts of a policy are used up: written down where one stands guard. */
export function attemptsUsed(cluster: Cluster, node: ClusterNode, policy: CallPolicy, of: CallOf): void {
  if (policy.guard >= 0 && policy.attempts > 1)
    reject(cluster, node, policy.guard, CAUSE.attemptsUsed, of, 'retryRejected')
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
