/** What a replica is to its group, in modes that elect somebody: called for every node in every frame. */
import type { ClusterNode } from '../cluster'
import type { PrimaryState } from '../protocols/primary/state'
import type { RaftState } from '../protocols/raft'
import { OFFICE } from './protocol'

interface Office {
  office: number // a value of OFFICE
  term: number
}
const NONE: Office = { office: OFFICE.none, term: 0 }

export function officeOf({ role, state }: ClusterNode): Office {
  if (state === null) return NONE
  if (role === 'raftReplica' || role === 'spannerReplica') {
    const { raft } = state as { raft: RaftState }
    return { office: raft.role === 'preCandidate' ? OFFICE.candidate : OFFICE[raft.role], term: raft.term }
  }
  if (role !== 'primaryReplica') return NONE
  const { role: held, epoch } = state as PrimaryState
  return { office: OFFICE[held], term: epoch }
}
