/** How many answers a coordinator waits for: its decision, for a read or a write that it has been asked for. */
import type { Cluster, ClusterNode } from '../../cluster'
import { OP, PURPOSE, decide, levelName, operationKey } from '../../cluster'
import asAsked from '../../decisions/quorum/asAsked'
import { QUORUM } from '../../decisions/quorum/contract'
import type { Freshness, ReadPlan } from './levels'
import { FRESH, isProven, planRead } from './levels'

/** An operation as it was asked for. */
export interface Wanted {
  op: number // OP.read or OP.write
  ask: number // word b of a request
  floor: number // oldest version that its session may see
  boundUs: number // greatest age of a bounded read
  origin: number
  count: number
  attempt: number
}

/** `called`: a node of the store; `reachable`: members that let no call's time pass of late. */
export function planned(
  cluster: Cluster,
  node: ClusterNode,
  called: number,
  wanted: Wanted,
  own: Freshness,
  reachable: number,
): ReadPlan {
  const { op, ask, floor, boundUs, origin, count, attempt } = wanted
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  luck.aim(node.entity, PURPOSE.choice, operationKey(cluster, origin, count), attempt)
  const need = decide(
    cluster,
    QUORUM,
    { node, called, origin, count },
    {
      nowUs,
      random,
      randomInt,
      operation: op === OP.write ? 'write' : 'read',
      n: own.n,
      asked: ask & 0xff,
      level: levelName(ask),
      reachable,
      majorities: own.majorities,
      fixedHomes: own.fixedHomes,
      isProven: isProven(own, boundUs),
    },
    asAsked,
    undefined,
  )
  return op === OP.write ? { need, floor: 0, ageUs: FRESH } : planRead(need, ask, floor, boundUs, own)
}
