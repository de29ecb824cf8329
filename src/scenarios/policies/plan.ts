/** From entries of a scenario to what roles are told: the policy of each operation over an edge, and the guards before them. */
import type { Cause, FallbackLink } from '../../decisions/faultline'
import type { BackoffConfig } from '../../resilience/backoff'
import { BACKOFFS } from '../../resilience/backoff'
import type { BreakerConfig } from '../../resilience/breaker'
import { BREAKER_PRESETS, countBreaker } from '../../resilience/breaker'
import { limitConfig } from '../../resilience/limit'
import type { CallPolicy, GuardConfig } from '../../services/calling'
import { replicasByShard } from '../partitions'
import type { GroupSpec, Scenario } from '../scenario'
import { entriesOf, isGuarded, listedOf, placeFor } from './effective'
import type { CallOperation, CallPolicySpec, PolicyRetrySpec } from './spec'

/** The policies of one group's outgoing edges. */
export interface GroupPolicies {
  guards: GuardConfig[]
  /** `timeoutUs`: where no entry states one; 0: none. */
  policy: (to: string, operation: CallOperation, timeoutUs: number, journey?: string) => CallPolicy
  fallback: (to: string, operation: CallOperation) => FallbackLink[] | null
  /** Whether any entry speaks of its edges. */
  any: boolean
}

export function policiesOf(
  scenario: Scenario,
  group: GroupSpec,
  members: (group: string) => readonly number[],
): GroupPolicies {
  const entries = entriesOf(scenario, group)
  const listed = listedOf(scenario, group).length
  const guarded = entries.filter(isGuarded)
  return {
    guards: guarded.map((entry) => guardOf(entry, members(entry.to)[0], partsOf(scenario, entry, members))),
    policy(to, operation, timeoutUs, journey) {
      const at = placeFor(entries, listed, to, operation, journey)
      return policyOf(at < 0 ? null : entries[at], timeoutUs, at < 0 ? -1 : guarded.indexOf(entries[at]))
    },
    fallback(to, operation) {
      const at = placeFor(entries, listed, to, operation)
      return (at >= 0 && entries[at].fallback?.map(linkOf)) || null
    },
    any: entries.length > 0,
  }
}
/** Causes were validated with the scenario; copies have no place in what it states. */
function linkOf({ kind, causes = [] }: NonNullable<CallPolicySpec['fallback']>[number]): FallbackLink {
  return { kind, causes: causes as Cause[], maxAgeUs: -1 }
}

function policyOf(entry: CallPolicySpec | null, timeoutUs: number, guard: number): CallPolicy {
  const { hedge } = entry ?? {}
  return {
    attempts: entry?.retry?.attempts ?? 1,
    timeoutUs: entry?.timeoutUs ?? timeoutUs,
    backoff: entry?.retry ? backoffOf(entry.retry) : { backoffUs: 0 },
    deadline: entry?.deadline ?? false,
    hedge: hedge ?? null,
    guard,
    perShard: entry?.breakerPer === 'shard',
  }
}
function backoffOf({ strategy, backoffUs, maxUs, multiplier, jitter }: PolicyRetrySpec): BackoffConfig {
  return strategy ? BACKOFFS[strategy](backoffUs, maxUs ?? Infinity) : { backoffUs, multiplier, jitter, maxUs }
}
function breakerOf(spec: NonNullable<CallPolicySpec['breaker']>): BreakerConfig {
  if (typeof spec === 'string') return BREAKER_PRESETS[spec]
  return typeof spec.window === 'number'
    ? countBreaker(spec as Parameters<typeof countBreaker>[0])
    : (spec as BreakerConfig)
}
/** First nodes of what has a breaker of its own. */
function partsOf(scenario: Scenario, entry: CallPolicySpec, members: (group: string) => readonly number[]): number[] {
  const called = members(entry.to)
  const store = scenario.groups.find(({ id }) => id === entry.to)
  if (entry.breakerPer !== 'shard' || store?.role !== 'store') return [called[0]]
  return replicasByShard(store, called).map((replicas) => replicas[0])
}
function guardOf(entry: CallPolicySpec, called: number, parts: readonly number[]): GuardConfig {
  const { breaker, bulkhead, limit } = entry
  return {
    group: entry.to,
    called,
    breaker: breaker === undefined ? null : breakerOf(breaker),
    parts,
    bulkhead: bulkhead ? { maxWaiting: 0, maxWaitUs: 0, ...bulkhead } : null,
    limit: limit ? limitConfig(limit) : null,
    rateLimit: entry.rateLimit ?? null,
    throttle: entry.throttle ?? null,
    budget: entry.budget ?? null,
    retryThrottle: entry.retryThrottle ?? null,
  }
}
