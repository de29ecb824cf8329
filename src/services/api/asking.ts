/** What a request asks besides the store, one thing at a time: let through by the policy of the edge, and told of its end. */
import type { Cluster, ClusterNode } from '../../cluster'
import { CAUSE, TYPE } from '../../cluster'
import type { CallPolicy } from '../calling'
import { CALLED_OFF, askToCall, callEnded, callName } from '../calling'
import type { ApiRequest } from './request'
import { configOf } from './request'

/** May it be asked now? CAUSE.none, or the cause why not. */
export function ask(
  cluster: Cluster,
  node: ClusterNode,
  { guard }: CallPolicy,
  r: ApiRequest,
  id: number,
  tries: number,
): number {
  return guard < 0 ? CAUSE.none : askToCall(cluster, node, guard, callName(id, 0), tries === 1, r)
}

/** What was asked is over: its time-out, and its place under the policy. */
export function endAsking(
  cluster: Cluster,
  node: ClusterNode,
  { guard }: CallPolicy,
  r: ApiRequest,
  id: number,
  cause: number,
): void {
  if (r.timer >= 0) cluster.cancelTimer(r.timer)
  r.timer = -1
  r.asks = 0
  if (guard >= 0) callEnded(cluster, node, guard, callName(id, 0), cause, r)
}

/** The request is answered without it. */
export function stopAsking(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number): void {
  if (r.timer < 0) return
  const { lookUp, recommendations, submit } = configOf(node)
  const policy = r.asks === TYPE.cacheAnswer ? lookUp : r.asks === TYPE.enqueued ? submit : recommendations?.policy
  endAsking(cluster, node, policy ?? submit, r, id, CALLED_OFF)
}
