/** Which shard has a user's keys, as far as whoever asks knows. */
import { placeOf } from '../../partitioning'
import { isPlaced, shardNamed } from '../../cluster'
import { homesOf, servingShard, standInsFor, standInsOf } from '../../protocols/resharding/atlas'
import type { ShardMap } from '../../protocols/resharding/shardMap'
import type { StoreClientConfig } from './state'

/** Whose replicas to ask for a user's keys, by the store's map. */
export function shardFor({ atlas, placement }: StoreClientConfig, map: ShardMap, user: number): number {
  return !atlas || map.changes.length === 0 ? placeOf(placement, user) : servingShard(atlas, map, user)
}

/** The homes of a user's keys, for who asks them all. */
export function calledFor(
  config: StoreClientConfig,
  map: ShardMap,
  user: number,
): { members: readonly number[]; old: number } {
  const { atlas, shards } = config
  if (!atlas || map.changes.length === 0) return { members: shards[shardFor(config, map, user)], old: 0 }
  return homesOf(atlas, map, user)
}

/** `where`: as shardAsked says it. */
export function fallbacksFor(
  { atlas, fallbacks }: StoreClientConfig,
  map: ShardMap,
  user: number,
  where: number,
): readonly number[] {
  if (isPlaced(where))
    return atlas && fallbacks?.[0] ? standInsFor(atlas, map, shardNamed(where)) : (fallbacks?.[shardNamed(where)] ?? [])
  const own = fallbacks?.[where] ?? []
  return own.length === 0 || !atlas || map.changes.length === 0 ? own : standInsOf(atlas, map, user)
}
