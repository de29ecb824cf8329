/** Plain two-phase commit among all replicas, its coordinator on one machine: for contrast with coordinators that are replicated. */
import * as v from 'valibot'
import { flag, positiveUs, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface TwoPhaseCommitSpec {
  mode: 'twoPhaseCommit'
  timeoutUs: number // until a transaction without all votes is aborted, and a reader of a locked key turned away
  initialBalance: number // of every account
  idempotency?: boolean // a write or a transfer takes effect once, however often it is asked for (default: yes); a shard forgets one after 4,096 later ones
}

export const twoPhaseCommitMode: StoreMode<TwoPhaseCommitSpec> = {
  name: 'twoPhaseCommit',
  schema: strict({
    mode: v.literal('twoPhaseCommit'),
    timeoutUs: positiveUs,
    initialBalance: whole(0, 1_000_000_000),
    idempotency: v.optional(flag),
  }),
  defaults: () => ({ mode: 'twoPhaseCommit', timeoutUs: 400_000, initialBalance: 1_000 }),
}
