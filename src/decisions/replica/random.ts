import type { ReplicaContext } from 'faultline'

/** Anyone, and with every further attempt the next; whoever does not lead sends the caller on. */
export default function random({ replicas, attempt, randomInt }: ReplicaContext): number {
  return (randomInt(replicas.length) + attempt - 1) % replicas.length
}
