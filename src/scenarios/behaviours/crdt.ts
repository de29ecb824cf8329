/** Conflict-free replicated data types: how its settings become roles and configurations. */
import { CRDT_CELLS } from '../../protocols/crdt/cells'
import { optimisticReplica } from '../../protocols/optimistic/role'
import { optimisticInvariants } from '../../protocols/optimistic/watch'
import type { CrdtSpec } from '../modes/crdt'
import type { StoreBehaviour } from './behaviour'
import { SETTLING_US } from './behaviour'

export const crdtBehaviour: StoreBehaviour<CrdtSpec> = {
  roles: { optimisticReplica },
  config: (spec, { shards, shard, replica }) => {
    const members = shards[shard]
    const config = {
      members,
      place: replica,
      places: members.length,
      type: CRDT_CELLS[spec.type],
      exchange: spec.exchange,
      eager: false,
      everyUs: spec.everyUs,
      retryUs: 2 * spec.everyUs,
    }
    return { role: 'optimisticReplica', config }
  },
  invariants: optimisticInvariants,
  convergesWithinUs: ({ everyUs }) => SETTLING_US + 10 * everyUs,
}
