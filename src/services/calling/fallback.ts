/** Which link of a chain answers where the real thing failed. */
import type { Cluster, ClusterNode } from '../../cluster'
import { PURPOSE, decide, operationKey } from '../../cluster'
import { FALLBACK } from '../../decisions/fallback/contract'
import inOrder from '../../decisions/fallback/inOrder'
import type { FallbackLink, Operation } from '../../decisions/faultline'
import type { CallOf } from './policy'
import { causeWord } from './words'

/** A part of an answer that did not come. */
export interface Missing {
  called: number // first node of the group that should have given it
  operation: Operation
  cause: number
  ageUs: number // of the copy at hand; −1: there is none, or nobody knows
}
/** Its place in the chain, −1: none. */
export function fallbackFor(
  cluster: Cluster,
  node: ClusterNode,
  chain: readonly FallbackLink[],
  { called, operation, cause, ageUs }: Missing,
  of: CallOf,
): number {
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  luck.aim(node.entity, PURPOSE.fallback, operationKey(cluster, of.origin, of.count), of.path)
  const context = { nowUs, random, randomInt, cause: causeWord(cause), operation, ageUs, chain }
  const place = { node, called, origin: of.origin, count: of.count }
  return decide(cluster, FALLBACK, place, context, inOrder, null)
}
