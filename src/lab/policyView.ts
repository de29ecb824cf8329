/**
 * The policies of a node's calls as they stand at the playhead: what each sets for which calls, how full it is, and what it
 * turned away. Reads the playing world and changes nothing.
 */
import type { ClusterNode } from '../cluster'
import { OUTCOME_CAUSES } from '../cluster'
import { FaultlineError } from '../kernel'
import { copyData } from '../kernel/copyData'
import { rejectionNow } from '../resilience/adaptiveThrottle'
import { limitNow } from '../resilience/limit'
import { tokensAt } from '../resilience/rateLimit'
import { balanceOf } from '../resilience/retryBudget'
import { tokensOf } from '../resilience/retryThrottle'
import type { CallOperation, CallPolicySpec } from '../scenarios/policies'
import { policiesInForce } from '../scenarios/policies'
import type { CallingConfig, CallingState, Guard, GuardConfig } from '../services/calling'
import type { Player } from './player'

export interface PolicyView {
  /** As the scenario states it. */
  entry: CallPolicySpec
  /** What it holds for: these operations, of these journeys (none: of whoever asks). */
  operations: CallOperation[]
  journeys: string[]
  /** It holds for all that travels its edge. */
  isWhole: boolean
  /** What it remembers; null: nothing, for nothing is asked before its calls. */
  now: PolicyNow | null
}
/** Null where the policy has no such part. */
export interface PolicyNow {
  underWay: number
  underWayMax: number | null
  waiting: number | null // for a place in the bulkhead
  tokens: number | null // of the rate limit
  retries: number | null // that the budget would pay for now
  retryTokens: number | null // of the throttle of retries
  heldBack: number | null // 0..1: the chance that the caller holds a call back
  /** Calls and further attempts not let through since the node's process began, most first; causes that had none are left out. */
  rejected: { cause: (typeof OUTCOME_CAUSES)[number]; calls: number }[]
}

/** Of the entries that hold anywhere, in their order; throws query.noSuchNode. */
export function policyViews({ world, timeUs }: Player, index: number): PolicyView[] {
  const { cluster, scenario } = world
  const node = cluster.nodes[index] as ClusterNode | undefined
  if (!node) throw new FaultlineError('query.noSuchNode', { got: index })
  const group = scenario.groups.find(({ id }) => id === node.group)
  if (!group) return []
  return policiesInForce(scenario, group).map(({ guard, ...rest }) => ({
    ...rest,
    now: guard < 0 ? null : guardNow(node, guard, timeUs),
  }))
}

function guardNow(node: ClusterNode, at: number, nowUs: number): PolicyNow {
  const { guards: configs } = node.config as CallingConfig
  const { guards } = node.state as CallingState
  return partsNow(guards[at], configs[at], nowUs)
}
/** Counts that slide with time are copied first: reading them moves them on. */
function partsNow(guard: Guard, config: GuardConfig, nowUs: number): PolicyNow {
  const { underWay, bulkhead, limit, rateLimit, budget, retryThrottle, throttle, rejected } = guard
  const most = [config.bulkhead?.maxConcurrent ?? Infinity, limit ? limitNow(limit) : Infinity]
  const underWayMax = Math.min(...most)
  return {
    underWay: underWay.size,
    underWayMax: underWayMax === Infinity ? null : underWayMax,
    waiting: bulkhead && config.bulkhead && config.bulkhead.maxWaiting > 0 ? bulkhead.waiting : null,
    tokens: rateLimit && config.rateLimit && tokensAt(rateLimit, config.rateLimit, nowUs),
    retries: budget && config.budget && Math.max(0, balanceOf(copyData(budget), config.budget, nowUs)),
    retryTokens: retryThrottle && tokensOf(retryThrottle),
    heldBack: throttle && config.throttle && rejectionNow(copyData(throttle), config.throttle, nowUs),
    rejected: [...rejected]
      .filter(([, calls]) => calls > 0)
      .sort(([a, m], [b, n]) => n - m || a - b)
      .map(([cause, calls]) => ({ cause: OUTCOME_CAUSES[cause], calls })),
  }
}
