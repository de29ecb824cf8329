/** How long a member waits for a leader: the decision of the node that it stands on. */
import type { Cluster, ClusterNode } from '../../cluster'
import { decide } from '../../cluster'
import { ELECTION_TIMEOUT } from '../../decisions/electionTimeout/contract'
import randomised from '../../decisions/electionTimeout/randomised'

/** `purpose`: PURPOSE of its draws, which term and round name. */
export function decideElectionTimeout(
  cluster: Cluster,
  node: ClusterNode,
  purpose: number,
  term: number,
  rounds: number,
  [minUs, maxUs]: readonly [min: number, max: number],
): number {
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  luck.aim(node.entity, purpose, term, rounds)
  const place = { node, called: -1, origin: -1, count: 0 }
  const context = { nowUs, random, randomInt, term, rounds, minUs, maxUs }
  return decide(cluster, ELECTION_TIMEOUT, place, context, randomised, undefined)
}
