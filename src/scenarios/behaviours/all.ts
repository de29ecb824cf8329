/** Every mode's behaviour, at hand. */
import type { ModeName, ReplicationSpec } from '../modes'
import type { PerMode, StoreBehaviour } from './behaviour'
import { crdtBehaviour } from './crdt'
import { dynamoBehaviour } from './dynamo'
import { multileaderBehaviour } from './multileader'
import { primaryBehaviour } from './primary'
import { quorumBehaviour } from './quorum'
import { raftBehaviour } from './raft'
import { spannerBehaviour } from './spanner'
import { twoPhaseCommitBehaviour } from './twoPhaseCommit'

const ALL: PerMode<'now'> = {
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
export function behaviourOf({ mode }: { mode: ModeName }): StoreBehaviour<ReplicationSpec> {
  return ALL[mode]
}
/** To be awaited before a world of that mode is built. */
export const loadBehaviour: (mode: ModeName) => Promise<void> = () => Promise.resolve()
