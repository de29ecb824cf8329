/**
 * The inside of a store at the playhead, for the pictures of it: its partition map with load, and one shard's logs, versions,
 * clocks and locks, as far as its mode has them. Reads the playing world and changes nothing; bounded in size.
 */
import { FaultlineError } from '../kernel'
import type { Player } from './player'
import { shardsOf } from './shards'
import { clocksView } from './storeViews/clocks'
import { locksView } from './storeViews/locks'
import { logView } from './storeViews/logs'
import { partitionMap, shardOfKey } from './storeViews/partitionMap'
import { versionsView } from './storeViews/versions'
import type { StoreView } from './storeViews/views'

/** `logTo`: the newest entry of the log to show, null for the newest there is. Throws query.noSuchShard { got }. */
export function storeView(player: Player, shard: number, logTo: number | null): StoreView {
  const { cluster } = player.world
  const store = player.scenario.groups.find((group) => group.role === 'store')
  const shards = shardsOf(cluster.nodes)
  if (store?.role !== 'store' || !(shard in shards)) throw new FaultlineError('query.noSuchShard', { got: shard })
  const nodes = shards[shard]
  return {
    atUs: player.timeUs,
    mode: store.replication.mode,
    map: partitionMap(player, store, shard),
    shard,
    nodes: nodes.map(({ index, up }) => ({ node: index, up })),
    log: logView(nodes, logTo),
    versions: versionsView(player, nodes, shardOfKey(player, store)),
    clocks: clocksView(player, nodes),
    locks: locksView(shards.flat(), shard),
  }
}
