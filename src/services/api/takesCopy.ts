/** What a copy must be to answer a read: what the read demands of it, and the decision whether it is taken at all. */
import type { Cluster, ClusterNode } from '../../cluster'
import { LEVEL, PURPOSE, decide, levelName, levelOf, operationKey } from '../../cluster'
import asFresh from '../../decisions/cache/asFresh'
import { CACHE } from '../../decisions/cache/contract'
import type { CacheConfig } from '../cache'
import type { Copy } from './copyCall'
import type { ApiRequest } from './request'
import { configOf } from './request'

/** What its session has seen already, and how old it may be at most, bind a copy as they bind the store. */
export function suits(r: ApiRequest, copy: Copy): boolean {
  if (copy.version < r.floor) return false
  return levelOf(r.ask) !== LEVEL.bounded || (copy.ageUs >= 0 && copy.ageUs <= r.bound)
}

/** Whether a copy that the cache had answers a read in the store's stead. */
export function takesCopy(cluster: Cluster, node: ClusterNode, r: ApiRequest, copy: Copy, isFresh: boolean): boolean {
  const { nowUs, luck, nodes } = cluster
  const called = configOf(node).cache
  const { random, randomInt } = luck
  luck.aim(node.entity, PURPOSE.cache, operationKey(cluster, r.origin, r.count), r.path)
  const context = {
    nowUs,
    random,
    randomInt,
    isFresh,
    copyUs: copy.copyUs,
    ageUs: copy.ageUs,
    ttlUs: (nodes[called].config as CacheConfig).ttlUs,
    level: levelName(r.ask),
    boundUs: levelOf(r.ask) === LEVEL.bounded ? r.bound : -1,
    meetsSession: copy.version >= r.floor,
  }
  return decide(cluster, CACHE, { node, called, origin: r.origin, count: r.count }, context, asFresh, null)
}
