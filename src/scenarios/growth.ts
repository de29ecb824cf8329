/** How far groups can grow: spare shards of a store and spare instances of a service, which stand by until they are added. */
import { traitsOf } from './modes/traits'
import type { GroupSpec } from './scenario'

type Store = Extract<GroupSpec, { role: 'store' }>
/** Groups whose instances can be added and drained, where they say how many there may be. */
export type Growing = Extract<GroupSpec, { role: 'api' | 'server' | 'worker' }>

/** What a node draws of what moves to it, where a store does not say. */
export const MOVE_BYTES_PER_SECOND = 100_000

/** Whether shards can be added and removed while it runs. */
export function canReshard(store: Store): boolean {
  return store.shardsMax !== undefined && traitsOf(store.replication).reshards
}
/** Its shards with the spare ones. A mode that cannot use spare nodes has none. */
export function allShards(store: Store): number {
  return canReshard(store) ? Math.max(store.shards, store.shardsMax ?? 0) : store.shards
}

/** Its instances with the spare ones. */
export function allInstances(group: Exclude<GroupSpec, { role: 'store' }>): number {
  return Math.max(group.count, ('countMax' in group ? group.countMax : undefined) ?? 0)
}
/** Whether its instances can be added and drained while it runs. */
export function canGrow(group: GroupSpec): boolean {
  return 'countMax' in group && group.countMax !== undefined
}
