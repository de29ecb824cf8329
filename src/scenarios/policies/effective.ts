/**
 * Which entry holds where. What the groups' own fields say (a journey's retry, a store retry, the breaker of the recommendations)
 * is the same as an entry, and is read as one: there is one mechanism behind both.
 */
import type { GroupSpec, RetrySpec, Scenario } from '../scenario'
import type { CallOperation, CallPolicySpec } from './spec'

/** The entries of a group's edges: those that the scenario lists, then those that its own fields stand for. */
export function entriesOf(scenario: Scenario, group: GroupSpec): CallPolicySpec[] {
  return [...listedOf(scenario, group), ...ownEntries(group)]
}
export function listedOf(scenario: Scenario, group: GroupSpec): CallPolicySpec[] {
  return (scenario.policies ?? []).filter(({ from }) => from === group.id)
}
/** Whether anything is asked before its calls. */
export function isGuarded(e: CallPolicySpec): boolean {
  return (e.breaker ?? e.bulkhead ?? e.limit ?? e.rateLimit ?? e.throttle ?? e.budget ?? e.retryThrottle) !== undefined
}

function ownEntries(group: GroupSpec): CallPolicySpec[] {
  switch (group.role) {
    case 'clients':
      return group.journeys.flatMap(({ id, retry, calls }) =>
        retry ? [{ from: group.id, to: calls ?? group.calls, journeys: [id], ...retrying(retry) }] : [],
      )
    case 'api': {
      const { store, storeRetry, recommendations: called } = group
      return [
        ...(store !== undefined && storeRetry ? [{ from: group.id, to: store, ...retrying(storeRetry) }] : []),
        ...(called
          ? [
              {
                from: group.id,
                to: called.calls,
                timeoutUs: called.timeoutUs,
                ...(called.breaker ? { breaker: called.breaker } : {}),
              },
            ]
          : []),
      ]
    }
    case 'worker':
      return group.store !== undefined && group.storeRetry
        ? [{ from: group.id, to: group.store, ...retrying(group.storeRetry) }]
        : []
    default:
      return []
  }
}
function retrying({ timeoutUs, ...retry }: RetrySpec): Pick<CallPolicySpec, 'timeoutUs' | 'retry'> {
  return { timeoutUs, retry }
}

/** The place of the entry that holds for an operation over an edge, −1: none. */
export function placeFor(
  entries: readonly CallPolicySpec[],
  listed: number,
  to: string,
  operation: CallOperation,
  journey?: string,
): number {
  let best = -1
  let most = -1
  entries.forEach((entry, i) => {
    if (!covers(entry, to, operation, journey)) return
    const worth = specificity(entry) + (i < listed ? 4 : 0)
    if (worth <= most) return
    best = i
    most = worth
  })
  return best
}
export function covers(
  { to, operations, journeys }: CallPolicySpec,
  called: string,
  operation: CallOperation,
  journey?: string,
): boolean {
  return (
    to === called &&
    (operations?.includes(operation) ?? true) &&
    (journeys === undefined || (journey !== undefined && journeys.includes(journey)))
  )
}
/** Journeys tell more than operations. */
export function specificity({ operations, journeys }: CallPolicySpec): number {
  return (journeys ? 2 : 0) + (operations ? 1 : 0)
}
