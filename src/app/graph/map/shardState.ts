/** What a shard is at the playhead, for the map: one of those in use, or a spare one, or on its way from one to the other. */
import type { ShardsNow } from '../../../lab/shardsNow'

/** `asAtFirst`: no shard was added or removed yet. */
export type ShardState = 'asAtFirst' | 'used' | 'coming' | 'going' | 'spare'

export function shardState(now: ShardsNow | null, shard: number): ShardState {
  if (!now) return 'asAtFirst'
  if (!now.inUse.includes(shard)) return 'spare'
  const { last } = now
  if (!last) return 'asAtFirst'
  if (!last.isMoving || last.shard !== shard) return 'used'
  return last.isAdded ? 'coming' : 'going'
}
