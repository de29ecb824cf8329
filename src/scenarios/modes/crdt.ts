/** Every replica takes updates of conflict-free replicated data types, and replicas tell each other now and then. */
import * as v from 'valibot'
import { CRDT_CELLS, CRDT_TYPES } from '../../protocols/crdt/cells'
import type { CrdtType } from '../../protocols/crdt/cells'
import { optimisticReplica } from '../../protocols/optimistic/role'
import { optimisticInvariants } from '../../protocols/optimistic/watch'
import { oneOf, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface CrdtSpec {
  mode: 'crdt'
  type: CrdtType // of every key
  exchange: 'state' | 'delta' // whole states of the keys that changed, or only their changes
  everyUs: number // how often replicas tell each other
}

export const crdtMode: StoreMode<CrdtSpec> = {
  name: 'crdt',
  schema: strict({
    mode: v.literal('crdt'),
    type: oneOf(...CRDT_TYPES),
    exchange: oneOf('state', 'delta'),
    everyUs: whole(10_000, 60_000_000),
  }),
  defaults: () => ({ mode: 'crdt', type: 'orSet', exchange: 'delta', everyUs: 500_000 }),
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
  quorums: false,
  transfers: false,
  acrossShards: false,
}
