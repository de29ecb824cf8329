/**
 * The strategies of a pool: each makes, once for a balancer, the function that chooses for every request, so that a request does
 * not ask which strategy it is. All of them go by what an instance counts for now, so that health, slow start and weights work alike.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { PURPOSE, W, operationKey } from '../../cluster'
import type { Draws } from '../../kernel'
import { WORDS } from '../../kernel/eventQueue'
import { ringPartition } from '../../partitioning'
import { byHash, leastOfChoices, leastOutstanding, nextInTurn, weightedRandom } from '../../resilience/choose'
import type { Chooser } from './config'

/** Points of an instance on the ring. */
const VNODES = 64

/** With weights, smooth weighted round robin. */
export function inTurn(): Chooser {
  return (_cluster, _node, _m, { turns, weights }) => nextInTurn(turns, weights)
}
export function atRandom(): Chooser {
  return (cluster, node, m, { weights }) => weightedRandom(weights, luckOf(cluster, node, m))
}
export function byOutstanding(): Chooser {
  return (cluster, node, m, { outstanding, weights }) =>
    leastOutstanding(outstanding, weights, luckOf(cluster, node, m))
}
/** `d` choices. */
export function byChoices(d: number): Chooser {
  return (cluster, node, m, { outstanding, weights }) =>
    leastOfChoices(outstanding, weights, d, luckOf(cluster, node, m))
}
/** A user stays with an instance. `names` of the instances; `boundFactor`: Infinity where load is not bounded. */
export function byUser(names: readonly string[], boundFactor: number): Chooser {
  const ring = ringPartition(names, { hash: 'murmur3', vnodes: VNODES })
  return (cluster, _node, m, { outstanding, weights }) =>
    byHash(ring, cluster.queue.words[m * WORDS + W.c], outstanding, weights, boundFactor)
}

/** A request's own luck, whoever else comes. */
function luckOf(cluster: Cluster, node: ClusterNode, m: number): Draws {
  const words = cluster.queue.words
  const w = m * WORDS
  const who = operationKey(cluster, words[w + W.origin], words[w + W.count])
  return cluster.draws.at(node.entity, PURPOSE.choice, who, words[w + W.attempt])
}
