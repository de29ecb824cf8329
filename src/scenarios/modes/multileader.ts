/** Every replica is a leader: it takes writes by itself and tells the others; conflicts are resolved as the policy says. */
import * as v from 'valibot'
import type { LeaderCell } from '../../protocols/multileader/cell'
import { leaderCells } from '../../protocols/multileader/cell'
import type { OptimisticConfig } from '../../protocols/optimistic/role'
import { optimisticReplica } from '../../protocols/optimistic/role'
import { optimisticInvariants } from '../../protocols/optimistic/watch'
import { oneOf, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface MultileaderSpec {
  mode: 'multileader'
  resolution: 'lastWriterWins' | 'keepSiblings' | 'merge'
  merge?: 'max' | 'union' // of `merge`: the greatest value is kept (default), or all values
  retryUs: number // what a peer has not acknowledged is told again
}

export const multileaderMode: StoreMode<MultileaderSpec> = {
  name: 'multileader',
  schema: strict({
    mode: v.literal('multileader'),
    resolution: oneOf('lastWriterWins', 'keepSiblings', 'merge'),
    merge: v.optional(oneOf('max', 'union')),
    retryUs: whole(10_000, 60_000_000),
  }),
  defaults: () => ({ mode: 'multileader', resolution: 'lastWriterWins', retryUs: 500_000 }),
  roles: { optimisticReplica },
  config: (spec, { shards, shard, replica }) => {
    const members = shards[shard]
    const config: OptimisticConfig<LeaderCell> = {
      members,
      place: replica,
      places: members.length,
      type: leaderCells(spec.resolution === 'merge' ? (spec.merge ?? 'max') : spec.resolution),
      exchange: 'state',
      eager: true,
      everyUs: spec.retryUs,
      retryUs: spec.retryUs,
    }
    return { role: 'optimisticReplica', config }
  },
  invariants: optimisticInvariants,
  quorums: false,
  transfers: false,
  acrossShards: false,
}
