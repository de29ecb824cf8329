import type { ReplicaContext } from 'faultline'

/**
 * Always the leader, for reads that followers may answer too: nothing is stale, the followers are idle, and nobody reads while there
 * is no leader. While nobody is known to lead, somebody is asked who does.
 */
export default function leaderOnly({ replicas, attempt, randomInt }: ReplicaContext): number {
  for (let i = 0; i < replicas.length; i++) if (replicas[i].isLeader) return i
  return (randomInt(replicas.length) + attempt - 1) % replicas.length
}
