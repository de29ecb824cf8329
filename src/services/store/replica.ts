/** Which replica a store call goes to, by what its caller knows of each: zone, leader, and how quick it was of late. */
import type { Cluster, ClusterNode } from '../../cluster'
import { OP, PURPOSE, attemptOf, decide, operationKey } from '../../cluster'
import { REPLICA } from '../../decisions/replica/contract'
import inTurn from '../../decisions/replica/inTurn'
import type { AskedReplica, ReplicaContext } from '../../decisions/faultline'

/** How far one answer moves the mean. */
const PACE = 0.1

/** One store call, as far as the choice goes. */
export interface Choosing {
  shard: readonly number[] // node indices of its replicas
  standIns: readonly number[] // who else may be asked
  leader: number // node index as last told, −1: not known
  followersMayAnswer: boolean
  latencies: ReadonlyMap<number, number> // by node index, microseconds
  called: number // first node of the store
}
/** Whose call it is. */
interface Asker {
  origin: number
  count: number
  attempt: number
  op: number
}

/** Node index of the replica that gets this attempt. */
export function chooseReplica(
  cluster: Cluster,
  node: ClusterNode,
  r: Asker,
  { attempt, tries, tried }: { attempt: number; tries: number; tried: readonly number[] },
  { shard, standIns, leader, followersMayAnswer, latencies, called }: Choosing,
): number {
  const all = standIns.length === 0 ? shard : [...shard, ...standIns]
  const known: AskedReplica[] = []
  for (let i = 0; i < all.length; i++) {
    const { id, zone } = cluster.nodes[all[i]]
    known.push({
      name: id,
      isNear: zone === node.zone,
      isLeader: all[i] === leader,
      standsIn: i >= shard.length,
      isTried: tried.includes(all[i]),
      latencyUs: latencies.get(all[i]) ?? -1,
    })
  }
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  luck.aim(node.entity, PURPOSE.choice, operationKey(cluster, r.origin, r.count), attemptOf(r.attempt))
  const operation = OPERATION_OF[r.op]
  const context: ReplicaContext = {
    nowUs,
    random,
    randomInt,
    replicas: known,
    operation,
    followersMayAnswer,
    attempt,
    tries,
  }
  const place = { node, called, origin: r.origin, count: r.count }
  return all[decide(cluster, REPLICA, place, context, inTurn, undefined)]
}
const OPERATION_OF: Record<number, ReplicaContext['operation']> = {
  [OP.read]: 'read',
  [OP.write]: 'write',
  [OP.transfer]: 'transfer',
}

/** The latest attempt was answered, or timed out: the caller's mean of who had it moves. */
export function learnLatency(latencies: Map<number, number>, replica: number, us: number): void {
  const mean = latencies.get(replica) ?? us
  latencies.set(replica, mean + PACE * (us - mean))
}
