/** A primary and its followers: how its settings become roles and configurations. */
import type { PrimaryConfig } from '../../protocols/primary/role'
import { primaryReplica } from '../../protocols/primary/role'
import { primaryInvariants } from '../../protocols/primary/watch'
import type { PrimarySpec } from '../modes/primary'
import type { StoreBehaviour } from './behaviour'
import { SETTLING_US } from './behaviour'

/** What is left of failoverUs for clocks that differ in pace. */
const LEASE_SHARE = 0.8

export const primaryBehaviour: StoreBehaviour<PrimarySpec> = {
  roles: { primaryReplica },
  config: (spec, { shards, shard, replica }) => {
    const members = shards[shard]
    const config: PrimaryConfig = {
      members,
      place: replica,
      places: members.length,
      replication: spec.replication,
      followers: spec.followers ?? Math.floor(members.length / 2),
      heartbeatUs: spec.heartbeatUs,
      failoverUs: spec.failoverUs,
      fencing: spec.fencing,
      idempotency: spec.idempotency ?? true,
      leaseUs: Math.floor(spec.failoverUs * LEASE_SHARE),
      first: shard % members.length,
    }
    return { role: 'primaryReplica', config }
  },
  invariants: primaryInvariants,
  convergesWithinUs: ({ failoverUs, heartbeatUs }) => SETTLING_US + 4 * failoverUs + 10 * heartbeatUs,
}
