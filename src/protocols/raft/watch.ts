/** The invariants of a group, as a run's watch asks for them: looked at now and then, each breach told once. */
import type { ClusterNode } from '../../cluster'
import type { Invariants } from '../../cluster/invariants'
import type { RepeatsTold } from '../../cluster/repeats'
import { noRepeatsTold, untoldRepeats } from '../../cluster/repeats'
import type { RaftMemory } from './invariants'
import { forget, lookAt, newMemory } from './invariants'
import type { RaftNode } from './node'
import { configOf, machineOf, stateOf } from './node'

export interface RaftWatched {
  memory: RaftMemory
  told: string[]
}

/** Of a store of Raft groups: their own, and what took effect more than once. */
export const raftStoreInvariants: Invariants<RaftWatched & { repeats: RepeatsTold }> = {
  begin: () => ({ ...raftInvariants.begin(), repeats: noRepeatsTold() }),
  look: (watched, replicas, cluster) => [
    ...raftInvariants.look(watched, replicas, cluster),
    ...untoldRepeats(watched.repeats, replicas.map(repeatsOf), configOf(replicas[0]).idempotency),
  ],
}
function repeatsOf(node: ClusterNode) {
  return { node, repeats: stateOf(node).machine.repeats }
}

export const raftInvariants: Invariants<RaftWatched> = {
  begin: () => ({ memory: newMemory(), told: [] }),
  look(watched, replicas) {
    const members = replicas.map((node) => (node.state as Pick<RaftNode, 'raft'>).raft) // Spanner's too
    forget(
      watched.memory,
      members.map(({ id }) => id),
    )
    return members.flatMap((s) => {
      const found = lookAt(watched.memory, s)
      const name = found && `${found.invariant} ${found.term}`
      if (!found || watched.told.includes(name as string)) return []
      watched.told.push(name as string)
      const nodes = [...new Set(found.members.map(machineOf))]
      return [{ code: found.invariant, nodes, params: { term: found.term, index: found.index } }]
    })
  },
}
