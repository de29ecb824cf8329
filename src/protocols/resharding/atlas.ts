/**
 * Where keys are under every map that a store can come to have. Part of a configuration: what it remembers follows from the
 * first partition and the changes alone.
 */
import type { Partition, Placement } from '../../partitioning'
import { addShard, placeOf, placementOf, removeShard } from '../../partitioning'
import type { Change, ShardMap } from './shardMap'
import { changesBefore } from './shardMap'

export interface Atlas {
  /** Node indices of the replicas of every shard, the spare ones included. */
  shards: readonly (readonly number[])[]
  users: number
  first: Partition
  /** Bytes a second that each node draws of what moves to it. */
  moveBytesPerSecond: number
  known: Map<string, Known>
}
interface Known {
  partition: Partition
  placement: Placement
  flows: Flows | null // of the last of the changes, when asked for
}
/** What one change moves. */
export interface Flows {
  /** By shard: the shards that it takes keys from. */
  sources: readonly (readonly number[])[]
  /** Users that move, by number and as a share of all. */
  moved: number
  share: number
}

export function newAtlas(
  shards: readonly (readonly number[])[],
  users: number,
  first: Partition,
  moveBytesPerSecond: number,
): Atlas {
  return { shards, users, first, moveBytesPerSecond, known: new Map() }
}

function knownAt(atlas: Atlas, changes: readonly Change[]): Known {
  const name = changes.join()
  const found = atlas.known.get(name)
  if (found) return found
  const partition = changes.length === 0 ? atlas.first : changed(atlas, changes)
  const made = { partition, placement: placementOf(partition, atlas.users), flows: null }
  atlas.known.set(name, made)
  return made
}
function changed(atlas: Atlas, changes: readonly Change[]): Partition {
  const before = partitionAt(atlas, changes.slice(0, -1))
  const { shards } = before
  return changes[changes.length - 1] === 1
    ? addShard(before, `shard-${shards.length + 1}`)
    : removeShard(before, shards[shards.length - 1])
}
export function partitionAt(atlas: Atlas, changes: readonly Change[]): Partition {
  return knownAt(atlas, changes).partition
}
/** Whether there is a spare shard to add, or one that may go. */
export function canChange(atlas: Atlas, changes: readonly Change[], change: Change): boolean {
  const count = partitionAt(atlas, changes).shards.length + change
  return count >= 1 && count <= atlas.shards.length
}

/** Index of the shard that a key belongs to; keys beyond the users are with theirs. */
export function shardAt(atlas: Atlas, changes: readonly Change[], key: number): number {
  return placeOf(knownAt(atlas, changes).placement, key % atlas.users)
}
/** The shard whose replicas to ask for a key: while it moves, the one that had it. */
export function servingShard(atlas: Atlas, map: ShardMap, key: number): number {
  return shardAt(atlas, changesBefore(map), key)
}

export interface Homes {
  members: readonly number[] // node indices
  old: number // how many of them, the first, are of the shard that a moving key leaves; 0: it does not move
}
export function homesOf(atlas: Atlas, map: ShardMap, key: number): Homes {
  const to = shardAt(atlas, map.changes, key)
  const from = servingShard(atlas, map, key)
  const { shards } = atlas
  if (from === to) return { members: shards[to], old: 0 }
  return { members: [...shards[from], ...shards[to]], old: shards[from].length }
}

/** What the last of the changes, at least one, moves. */
export function flowsOf(atlas: Atlas, changes: readonly Change[]): Flows {
  const known = knownAt(atlas, changes)
  return (known.flows ??= flowsBetween(atlas, changes.slice(0, -1), changes))
}
function flowsBetween(atlas: Atlas, before: readonly Change[], after: readonly Change[]): Flows {
  const sources = atlas.shards.map((): number[] => [])
  let moved = 0
  for (let user = 0; user < atlas.users; user++) {
    const from = shardAt(atlas, before, user)
    const to = shardAt(atlas, after, user)
    if (from === to) continue
    moved++
    if (!sources[to].includes(from)) sources[to].push(from)
  }
  sources.forEach((list) => list.sort((a, b) => a - b))
  return { sources, moved, share: moved / atlas.users }
}
/** Node indices of everyone who takes something in the change under way. */
export function takersOf(atlas: Atlas, { changes }: ShardMap): number[] {
  const { sources } = flowsOf(atlas, changes)
  return atlas.shards.flatMap((replicas, shard) => (sources[shard].length > 0 ? replicas : []))
}
/** Node indices of everyone whom a replica of this shard takes from. */
export function donorsOf(atlas: Atlas, { changes }: ShardMap, shard: number): number[] {
  return flowsOf(atlas, changes).sources[shard].flatMap((from) => atlas.shards[from])
}
