/** Every replica takes updates of conflict-free replicated data types, and replicas tell each other now and then. */
import * as v from 'valibot'
import { CRDT_TYPES } from '../../protocols/crdt/cells'
import type { CrdtType } from '../../protocols/crdt/cells'
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
}
