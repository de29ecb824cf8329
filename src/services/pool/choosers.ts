/**
 * The strategies of a pool: each makes, once for a balancer, the function that decides for every request. All of them go by what an
 * instance counts for now, so that health, slow start and weights work alike.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { PURPOSE, W, decide, operationKey } from '../../cluster'
import type { Decision } from '../../decisions'
import consistentHash from '../../decisions/balancer/consistentHash'
import { BALANCER } from '../../decisions/balancer/contract'
import leastOutstanding from '../../decisions/balancer/leastOutstanding'
import powerOfTwo from '../../decisions/balancer/powerOfTwo'
import random from '../../decisions/balancer/random'
import roundRobin from '../../decisions/balancer/roundRobin'
import type { BalancerContext } from '../../decisions/faultline'
import { WORDS } from '../../kernel/eventQueue'
import type { Chooser, PoolState } from './config'
import { poolConfigOf } from './config'
import { preferenceOf } from './userRing'

/** With weights, smooth weighted round robin. */
export function inTurn(): Chooser {
  return deciding(roundRobin)
}
export function atRandom(): Chooser {
  return deciding(random)
}
export function byOutstanding(): Chooser {
  return deciding(leastOutstanding)
}
/** `d` choices. */
export function byChoices(d: number): Chooser {
  return deciding(powerOfTwo, { choices: d })
}
/** A user stays with an instance. `boundFactor`: −1 where load is not bounded. */
export function byUser(boundFactor: number): Chooser {
  return deciding(consistentHash, { boundFactor })
}

type BuiltIn = Decision<BalancerContext, number, PoolState['turns']>
const NOBODY: readonly number[] = []

function deciding(builtIn: BuiltIn, { choices = 2, boundFactor = -1 } = {}): Chooser {
  return (cluster, node, m, { turns, outstanding, weights }) => {
    const words = cluster.queue.words
    const w = m * WORDS
    const { calls } = poolConfigOf(node)
    const [origin, count, user] = [words[w + W.origin], words[w + W.count], words[w + W.c]]
    const instances = calls.map((at, i) => instanceOf(cluster, node, at, weights[i], outstanding[i]))
    const asksForUser = builtIn === consistentHash || cluster.decider?.active === true
    const preference = asksForUser ? preferenceOf(cluster, calls, user) : NOBODY
    const { nowUs, luck } = cluster
    luck.aim(node.entity, PURPOSE.choice, operationKey(cluster, origin, count), words[w + W.attempt])
    const { random, randomInt } = luck
    const context = { nowUs, random, randomInt, instances, user, preference, choices, boundFactor }
    return decide(cluster, BALANCER, { node, called: calls[0], origin, count }, context, builtIn, turns)
  }
}
function instanceOf(
  { nodes }: Cluster,
  node: ClusterNode,
  at: number,
  weight: number,
  outstanding: number,
): BalancerContext['instances'][number] {
  const { id, zone } = nodes[at]
  return { name: id, weight, outstanding, isNear: zone === node.zone }
}
