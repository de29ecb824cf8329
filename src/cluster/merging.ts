/** What stays of versions that meet at a replica, where somebody's code may decide that: what stores of several kinds ask alike. */
import { MERGE } from '../decisions/merge/contract'
import type { MergeAnswer, MergeContext } from '../decisions/faultline'
import type { Cluster } from './contract'
import { decide } from './decider'
import { PURPOSE } from './layout'
import type { ClusterNode } from './node'
import { STAMPS, STAMP_EPOCH_US, operationKey } from './wire'

/** One of them. A stamp is a time by a wall clock, and below it who took the write. */
export interface Met {
  readonly value: number
  readonly stamp: number
  readonly isMine: boolean
}
/** Ascending by stamp, two or more. */
export interface Meeting {
  readonly key: number
  readonly met: readonly Met[]
  readonly keepsSiblings: boolean
  readonly areConcurrent: boolean
  readonly builtIn: (context: MergeContext) => MergeAnswer
}
/** What brought them together. */
interface Cause {
  origin: number
  count: number
  path: number
}

/** `writerOf`: name of the node that a stamp's lower part stands for. */
export function whatStays(
  cluster: Cluster,
  node: ClusterNode,
  { origin, count, path }: Cause,
  { key, met, keepsSiblings, areConcurrent, builtIn }: Meeting,
  writerOf: (place: number) => string,
): MergeAnswer {
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  luck.aim(node.entity, PURPOSE.merge, operationKey(cluster, origin, count), path ^ key)
  const versions = met.map(({ value, stamp, isMine }) => ({
    value,
    stampUs: Math.floor(stamp / STAMPS) - STAMP_EPOCH_US,
    writer: writerOf(stamp % STAMPS),
    isMine,
  }))
  const context = { nowUs, random, randomInt, key, versions, keepsSiblings, areConcurrent }
  return decide(cluster, MERGE, { node, called: -1, origin, count }, context, builtIn, undefined)
}
