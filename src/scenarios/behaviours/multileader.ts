/** Several leaders: how its settings become roles and configurations. */
import type { LeaderCell } from '../../protocols/multileader/cell'
import { leaderCells } from '../../protocols/multileader/cell'
import type { OptimisticConfig } from '../../protocols/optimistic/role'
import { optimisticReplica } from '../../protocols/optimistic/role'
import { optimisticInvariants } from '../../protocols/optimistic/watch'
import type { MultileaderSpec } from '../modes/multileader'
import type { StoreBehaviour } from './behaviour'
import { SETTLING_US } from './behaviour'

export const multileaderBehaviour: StoreBehaviour<MultileaderSpec> = {
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
  convergesWithinUs: ({ retryUs }) => SETTLING_US + 10 * retryUs,
}
