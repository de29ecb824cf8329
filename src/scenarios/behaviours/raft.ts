/** A Raft group a shard: how its settings become roles and configurations. */
import type { Settings } from '../../protocols/raft'
import { SETTINGS } from '../../protocols/raft'
import { raftConfig, raftReplica } from '../../protocols/raft/role'
import { raftStoreInvariants } from '../../protocols/raft/watch'
import type { RaftSpec } from '../modes/raft'
import type { StoreBehaviour } from './behaviour'
import { SETTLING_US } from './behaviour'

export const raftBehaviour: StoreBehaviour<RaftSpec> = {
  roles: { raftReplica },
  config: (spec, { shards, shard }) => {
    const settings: Settings = {
      ...SETTINGS,
      electionUs: spec.electionTimeoutUs,
      heartbeatUs: spec.heartbeatUs,
      preVote: spec.preVote,
      checkQuorum: spec.checkQuorum,
      reads: spec.reads,
      bugs: Object.fromEntries((spec.bugs ?? []).map((bug) => [bug, true])),
    }
    const { snapshotEvery, idempotency = true } = spec
    return { role: 'raftReplica', config: raftConfig(shards[shard], { settings, snapshotEvery, idempotency }) }
  },
  invariants: raftStoreInvariants,
  convergesWithinUs: ({ electionTimeoutUs: [, max] }) => SETTLING_US + 10 * max,
}
