/**
 * Which shards there are, as every node of a store and everyone who asks it believes: the changes made so far, and whether the
 * newest is still under way. It spreads by messages and only grows, so that of two maps the later one is known by its epoch, and
 * of one epoch the union holds (a reconfigurable register: S. Gilbert, N. Lynch, A. Shvartsman, "RAMBO", Distributed
 * Computing 2010: while two configurations overlap, operations need a quorum of each). Pure.
 */

/** One shard more, behind the last; or the last one less. */
export type Change = 1 | -1

/** Immutable. */
export interface ShardMap {
  readonly changes: readonly Change[]
  /** The newest change is under way: a key that moves is at home at both of its shards. */
  readonly moving: boolean
  /** Node indices, ascending: who has all that moves to it. Empty when nothing moves. */
  readonly caughtUp: readonly number[]
}

export const FIRST_MAP: ShardMap = Object.freeze({
  changes: Object.freeze([]),
  moving: false,
  caughtUp: Object.freeze([]),
})

/** Even: nothing moves. */
export function epochOf({ changes, moving }: ShardMap): number {
  return 2 * changes.length - (moving ? 1 : 0)
}
/** What holds for those who know both; `a` itself where `b` adds nothing. */
export function mergedMaps(a: ShardMap, b: ShardMap): ShardMap {
  if (epochOf(a) !== epochOf(b)) return epochOf(a) > epochOf(b) ? a : b
  const added = b.caughtUp.filter((node) => !a.caughtUp.includes(node))
  if (added.length === 0) return a
  return frozen(
    a.changes,
    a.moving,
    [...a.caughtUp, ...added].sort((x, y) => x - y),
  )
}
/** The map after a change of one where nothing moves has begun. */
export function begun({ changes }: ShardMap, change: Change): ShardMap {
  return frozen([...changes, change], true, [])
}
export function withCaughtUp(map: ShardMap, node: number): ShardMap {
  return mergedMaps(map, frozen(map.changes, map.moving, [node]))
}
/** A change is over when everyone who takes something has all of it. */
export function settled(map: ShardMap, takers: readonly number[]): ShardMap {
  if (!map.moving || !takers.every((node) => map.caughtUp.includes(node))) return map
  return frozen(map.changes, false, [])
}
/** The changes in force before the one under way. */
export function changesBefore({ changes, moving }: ShardMap): readonly Change[] {
  return moving ? changes.slice(0, -1) : changes
}
/** On a link. */
export function mapBytes({ changes, caughtUp }: ShardMap): number {
  return 8 + changes.length + 2 * caughtUp.length
}

function frozen(changes: readonly Change[], moving: boolean, caughtUp: readonly number[]): ShardMap {
  return Object.freeze({ changes: Object.freeze([...changes]), moving, caughtUp: Object.freeze([...caughtUp]) })
}
