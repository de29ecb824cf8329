/** What each replication mode's nodes do. To add one: its file, and a line here. */
import type { Role } from '../../cluster'
import type { ModeName, ReplicationSpec } from '../modes'
import type { StoreBehaviour } from './behaviour'
import { crdtBehaviour } from './crdt'
import { dynamoBehaviour } from './dynamo'
import { multileaderBehaviour } from './multileader'
import { primaryBehaviour } from './primary'
import { quorumBehaviour } from './quorum'
import { raftBehaviour } from './raft'
import { spannerBehaviour } from './spanner'
import { twoPhaseCommitBehaviour } from './twoPhaseCommit'

export type { StoreBehaviour, StorePlace } from './behaviour'

const BEHAVIOURS: { [M in ModeName]: StoreBehaviour<Extract<ReplicationSpec, { mode: M }>> } = {
  quorum: quorumBehaviour,
  dynamo: dynamoBehaviour,
  primary: primaryBehaviour,
  multileader: multileaderBehaviour,
  crdt: crdtBehaviour,
  raft: raftBehaviour,
  spanner: spannerBehaviour,
  twoPhaseCommit: twoPhaseCommitBehaviour,
}

/** What the nodes of a store with these settings do. */
export function behaviourOf(spec: { mode: ModeName }): StoreBehaviour<ReplicationSpec> {
  return BEHAVIOURS[spec.mode]
}
export const modeRoles: Record<string, Role> = Object.fromEntries(
  Object.values(BEHAVIOURS).flatMap(({ roles }) => Object.entries(roles)),
)
