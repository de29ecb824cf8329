/** The store's part of a request: asked through a replica, or of the replicas themselves where the instance coordinates. */
import type { Cluster, ClusterNode } from '../../cluster'
import { F, RETURN_FLAG, STATUS, W } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import type { QuorumRules } from '../../protocols/dynamo/coordinator'
import { answered } from '../../protocols/dynamo/coordinator'
import { AGE_UNKNOWN, FRESH } from '../../protocols/dynamo/levels'
import type { StoreResult } from '../store'
import { mapReceived } from '../store'
import { answer, partDone } from './answer'
import { storeCame } from './copies'
import type { ApiRequest } from './request'
import { API_TIMER, configOf, ownCoordinating, stateOf } from './request'

export function mapCame(cluster: Cluster, node: ClusterNode, m: number): void {
  const { store } = configOf(node)
  if (store) mapReceived(cluster, node, store, m, ownCoordinating(node))
}

/** The store's part is over, well or badly. A dashboard without its data is no dashboard. */
export function storePart(cluster: Cluster, node: ClusterNode, r: ApiRequest, id: number, result: StoreResult): void {
  if (r.copy && !storeCame(cluster, node, r, id, result)) return
  r.status = result.status
  if (result.status !== STATUS.ok) r.cause = result.cause
  r.value = result.value
  r.version = result.version
  r.flags |= result.flags
  r.ageUs = result.ageUs
  if (result.status !== STATUS.ok) answer(cluster, node, r, id, result.path)
  else partDone(cluster, node, r, id, result.path)
}

export function memberAnswered(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const rules = configOf(node).quorumRules
  if (!rules) return
  answered(cluster, node, stateOf(node).coordinating, rules, words[w + W.call], {
    member: words[w + W.from],
    version: cluster.queue.floats[m * FLOATS + F.version],
    value: words[w + W.value],
    siblings: null,
    isVolatile: false,
    path: words[w + W.path],
  })
}
/** Rules for an instance that coordinates by itself (client-driven coordination, Dynamo 6.4). */
export function apiQuorumRules(timeoutUs: number, readRepair: boolean): QuorumRules {
  return {
    timeoutUs,
    readRepair: readRepair ? 'background' : 'off',
    timerKind: API_TIMER.quorum,
    done(cluster, node, call, status, cause) {
      const r = stateOf(node).requests.get(call.call)
      if (!r) return
      const { value, version, path } = call
      const flags = call.ageUs === FRESH ? 0 : RETURN_FLAG.stale
      const ageUs = Math.max(call.ageUs, AGE_UNKNOWN)
      storePart(cluster, node, r, call.call, { status, cause, value, version, flags, ageUs, path })
    },
  }
}
