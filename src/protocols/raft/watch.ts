/** The invariants of a group, as a run's watch asks for them: looked at now and then, each breach told once. */
import type { Invariants } from '../../cluster/invariants'
import type { RaftMemory } from './invariants'
import { forget, lookAt, newMemory } from './invariants'
import type { RaftNode } from './node'
import { machineOf } from './node'

export interface RaftWatched {
  memory: RaftMemory
  told: string[]
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
