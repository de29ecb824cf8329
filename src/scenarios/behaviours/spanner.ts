/** Spanner: a consensus group a shard, transactions over groups: how its settings become roles and configurations. */
import { spannerInvariants } from '../../protocols/spanner/invariants'
import type { SpannerConfig } from '../../protocols/spanner/role'
import { spannerReplica } from '../../protocols/spanner/role'
import { SETTINGS } from '../../protocols/raft'
import type { SpannerSpec } from '../modes/spanner'
import type { StoreBehaviour } from './behaviour'
import { SETTLING_US } from './behaviour'

export const spannerBehaviour: StoreBehaviour<SpannerSpec> = {
  roles: { spannerReplica },
  config: (spec, { shards, shard, replica, shardOf }) => ({
    role: 'spannerReplica',
    config: spannerConfig(spec, shards, shard, replica, shardOf),
  }),
  invariants: spannerInvariants,
  convergesWithinUs: ({ leaseUs }) => SETTLING_US + 3 * leaseUs,
}

/** The configuration of one replica. The first leaders are spread over the replicas' places. */
export function spannerConfig(
  spec: SpannerSpec,
  shards: readonly (readonly number[])[],
  shard: number,
  replica: number,
  shardOf: (key: number) => number,
): SpannerConfig {
  const { leaseUs, heartbeatUs, driftPpm, pollUs, masterUs, commitWait, timeoutUs, initialBalance, idempotency } = spec
  return {
    isAppointed: replica === shard % shards[shard].length,
    rules: {
      shards,
      shard,
      shardOf,
      clock: { pollUs, driftPpm, masterUs },
      commitWait,
      timeoutUs,
      chaseUs: Math.ceil(timeoutUs / 4),
      initialBalance,
      idempotency: idempotency ?? true,
      raft: {
        ...SETTINGS,
        electionUs: [leaseUs, Math.ceil(leaseUs * 1.05)],
        heartbeatUs,
        reads: 'lease',
        driftPpm: Math.max(driftPpm, 1),
      },
    },
  }
}
