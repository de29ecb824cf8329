/**
 * Which shards there are, as every node of a store and everyone who asks it believes: the changes made so far, and whether the
 * newest is still under way. It spreads by messages and only grows, so that of two maps the later one is known by its epoch, and
 * of one epoch the union holds (a reconfigurable register: S. Gilbert, N. Lynch, A. Shvartsman, "RAMBO", Distributed
 * Computing 2010: while two configurations overlap, operations need a quorum of each). Pure.
 */

/** +n: the shard of number n, from 1, is added, behind the others; −n: it is removed. */
export type Change = number

/** Immutable. */
export interface ShardMap {
  readonly changes: readonly Change[]
  /** What was in force before the change under way; `changes` itself where there is none. */
  readonly before: readonly Change[]
  /** The newest change is under way: a key that moves is at home at both of its shards. */
  readonly moving: boolean
  /** Node indices, ascending: who has all that moves to it. Empty when nothing moves. */
  readonly caughtUp: readonly number[]
}
/** What a message that carries a map carries: a sized body. */
export interface MapBody {
  readonly map: ShardMap
  readonly bytes: number
}

const NONE: readonly Change[] = Object.freeze([])
export const FIRST_MAP: ShardMap = Object.freeze({
  changes: NONE,
  before: NONE,
  moving: false,
  caughtUp: Object.freeze([]),
})

/** Even: nothing moves. */
export function epochOf({ changes, moving }: ShardMap): number {
  return 2 * changes.length - (moving ? 1 : 0)
}
/** The changes in force at an epoch of this map's past, and before the one under way then. */
export function changesAt(
  { changes }: ShardMap,
  epoch: number,
): { changes: readonly Change[]; before: readonly Change[] } {
  const then = changes.slice(0, (epoch + 1) >> 1)
  return { changes: then, before: epoch % 2 === 0 ? then : then.slice(0, -1) }
}

/** What holds for those who know both; `a` itself where `b` adds nothing. */
export function mergedMaps(a: ShardMap, b: ShardMap): ShardMap {
  if (epochOf(a) !== epochOf(b)) return epochOf(a) > epochOf(b) ? a : b
  const added = b.caughtUp.filter((node) => !a.caughtUp.includes(node))
  if (added.length === 0) return a
  const all = [...a.caughtUp, ...added].sort((x, y) => x - y)
  return Object.freeze({ ...a, caughtUp: Object.freeze(all) })
}
/** The map after a change of one where nothing moves has begun. */
export function begun({ changes }: ShardMap, change: Change): ShardMap {
  const after = Object.freeze([...changes, change])
  return Object.freeze({ changes: after, before: changes, moving: true, caughtUp: NONE })
}
export function withCaughtUp(map: ShardMap, node: number): ShardMap {
  return mergedMaps(map, { ...map, caughtUp: [node] })
}
/** A change is over when everyone who takes something has all of it. */
export function settled(map: ShardMap, takers: readonly number[]): ShardMap {
  if (!map.moving || !takers.every((node) => map.caughtUp.includes(node))) return map
  return Object.freeze({ changes: map.changes, before: map.changes, moving: false, caughtUp: NONE })
}
export function mapBody(map: ShardMap): MapBody {
  return Object.freeze({ map, bytes: 8 + map.changes.length + 2 * map.caughtUp.length })
}
