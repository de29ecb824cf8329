/** Plain two-phase commit: how its settings become roles and configurations. */
import { twoPhaseInvariants } from '../../protocols/spanner/twoPhase/invariants'
import { twoPhaseReplica } from '../../protocols/spanner/twoPhase/role'
import type { TwoPhaseRules } from '../../protocols/spanner/twoPhase/state'
import type { TwoPhaseCommitSpec } from '../modes/twoPhaseCommit'
import type { StoreBehaviour } from './behaviour'
import { SETTLING_US } from './behaviour'

export const twoPhaseCommitBehaviour: StoreBehaviour<TwoPhaseCommitSpec> = {
  roles: { twoPhaseReplica },
  config: ({ timeoutUs, initialBalance, idempotency = true }, { shards, shard, replica, shardOf }) => ({
    role: 'twoPhaseReplica',
    config: {
      shards,
      shard,
      self: shards[shard][replica],
      shardOf,
      timeoutUs,
      chaseUs: Math.ceil(timeoutUs / 4),
      initialBalance,
      idempotency,
    } satisfies TwoPhaseRules,
  }),
  invariants: twoPhaseInvariants,
  convergesWithinUs: ({ timeoutUs }) => SETTLING_US + 10 * timeoutUs,
}
