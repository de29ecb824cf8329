/** What the policy of the edge to a store says before and after each attempt. */
import type { Cluster, ClusterNode } from '../../cluster'
import type { CallOf } from '../calling'
import { CALLED_OFF, GO, askToCall, callEnded, callName } from '../calling'
import type { StoreAsker, StoreCall, StoreClientConfig } from './state'

export function callOf(r: StoreAsker): CallOf {
  return { origin: r.origin, count: r.count, path: r.path, part: r.store?.part }
}

/** Whether the next attempt may be sent; where not, the call remembers why. */
export function mayCall(
  cluster: Cluster,
  node: ClusterNode,
  guard: number,
  r: StoreAsker,
  id: number,
  isFirst: boolean,
): boolean {
  const call = r.store as StoreCall
  const verdict = askToCall(cluster, node, guard, callName(id, call.attempt + 1), isFirst, callOf(r))
  if (verdict !== GO) call.cause = verdict
  return verdict === GO
}

export function endCall(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  attempt: number,
  cause: number,
): void {
  const { guard } = config.policies[r.op]
  if (guard >= 0) callEnded(cluster, node, guard, callName(id, attempt), cause, callOf(r))
}

/** Ends whatever is under way, and its timers. */
export function endOpen(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  cause: number,
): void {
  const call = r.store as StoreCall
  cluster.cancelTimer(call.timer)
  cluster.cancelTimer(call.hedgeTimer)
  if (config.policies[r.op].guard < 0) return
  for (let attempt = call.first; attempt <= call.attempt; attempt++)
    if ((call.open & (1 << (attempt - call.first))) !== 0) endCall(cluster, node, config, r, id, attempt, cause)
}

/** Nobody waits for the store any more. */
export function dropStoreCall(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
): void {
  if (!r.store) return
  endOpen(cluster, node, config, r, id, CALLED_OFF)
  r.store = null
}
