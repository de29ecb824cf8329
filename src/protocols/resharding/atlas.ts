/**
 * Where keys are under every map that a store can come to have. Part of a configuration: what it remembers follows from the
 * first partition and the changes alone. Shards are told by number, from 0; that of a partition's name "shard-3" is 2.
 */
import type { Partition, Placement } from '../../partitioning'
import { addShard, placeOf, placementOf, removeShard } from '../../partitioning'
import type { Change, ShardMap } from './shardMap'
import { changesAt } from './shardMap'

export interface Atlas {
  /** Node indices of the replicas of every shard, the spare ones included. */
  shards: readonly (readonly number[])[]
  users: number
  first: Partition
  /** Whether shards can be added and removed at all. */
  canChange: boolean
  /** Bytes a second that each node draws of what moves to it. */
  moveBytesPerSecond: number
  /** By the changes, and by their list to find it sooner. */
  known: Map<string, Known>
  found: WeakMap<readonly Change[], Known>
}
interface Known {
  partition: Partition
  placement: Placement
  /** By index into the partition's shards: which shard that is. */
  shards: readonly number[]
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
/** Where a key is at home. */
export interface Homes {
  members: readonly number[] // node indices
  old: number // how many of them, the first, are of the shard that a moving key leaves; 0: it does not move
}

export function newAtlas(spec: Omit<Atlas, 'known' | 'found'>): Atlas {
  return { ...spec, known: new Map(), found: new WeakMap() }
}
export function shardName(shard: number): string {
  return `shard-${shard + 1}`
}

function knownAt(atlas: Atlas, changes: readonly Change[]): Known {
  const found = atlas.found.get(changes)
  if (found) return found
  const name = changes.join()
  const known = atlas.known.get(name) ?? drawn(atlas, changes)
  atlas.known.set(name, known)
  atlas.found.set(changes, known)
  return known
}
function drawn(atlas: Atlas, changes: readonly Change[]): Known {
  const partition = changes.length === 0 ? atlas.first : changed(atlas, changes)
  const shards = partition.shards.map((name) => Number(name.slice(name.indexOf('-') + 1)) - 1)
  return { partition, placement: placementOf(partition, atlas.users), shards, flows: null }
}
function changed(atlas: Atlas, changes: readonly Change[]): Partition {
  const before = partitionAt(atlas, changes.slice(0, -1))
  const change = changes[changes.length - 1]
  const name = shardName(Math.abs(change) - 1)
  return change > 0 ? addShard(before, name) : removeShard(before, name)
}
export function partitionAt(atlas: Atlas, changes: readonly Change[]): Partition {
  return knownAt(atlas, changes).partition
}
/** The shards in use, in the order of the partition. */
export function shardsInUse(atlas: Atlas, changes: readonly Change[]): readonly number[] {
  return knownAt(atlas, changes).shards
}
/** The first shard that is not in use; −1: all are. */
export function spareShard(atlas: Atlas, changes: readonly Change[]): number {
  const used = shardsInUse(atlas, changes)
  return atlas.shards.findIndex((_, shard) => !used.includes(shard))
}

/** The shard that a key belongs to; keys beyond the users are with theirs. */
export function shardAt(atlas: Atlas, changes: readonly Change[], key: number): number {
  const { shards, placement } = knownAt(atlas, changes)
  return shards[placeOf(placement, key % atlas.users)]
}
/** The shard whose replicas to ask for a key: while it moves, the one that had it. */
export function servingShard(atlas: Atlas, map: ShardMap, key: number): number {
  return shardAt(atlas, map.before, key)
}
export function homesOf(atlas: Atlas, map: ShardMap, key: number): Homes {
  const to = shardAt(atlas, map.changes, key)
  const from = map.moving ? shardAt(atlas, map.before, key) : to
  const { shards } = atlas
  if (from === to) return { members: shards[to], old: 0 }
  return { members: [...shards[from], ...shards[to]], old: shards[from].length }
}
export function isAtHome(atlas: Atlas, map: ShardMap, key: number, shard: number): boolean {
  return shardAt(atlas, map.changes, key) === shard || shardAt(atlas, map.before, key) === shard
}
/** Whether a key's homes at an epoch of the past were others than now. */
export function homesDiffer(atlas: Atlas, map: ShardMap, epoch: number, key: number): boolean {
  const then = changesAt(map, epoch)
  return (
    shardAt(atlas, then.changes, key) !== shardAt(atlas, map.changes, key) ||
    shardAt(atlas, then.before, key) !== shardAt(atlas, map.before, key)
  )
}
/** Who may stand in for a key's homes: the replicas of the other shards in use, from the next one on. */
export function standInsOf(atlas: Atlas, map: ShardMap, key: number): number[] {
  return standInsFor(atlas, map, shardAt(atlas, map.changes, key), shardAt(atlas, map.before, key))
}
/** The same for a shard, and not for the one that keys leave for it. */
export function standInsFor(atlas: Atlas, map: ShardMap, to: number, from = to): number[] {
  const used = [...new Set([...shardsInUse(atlas, map.before), ...shardsInUse(atlas, map.changes)])]
  const at = used.indexOf(to)
  const others = [...used.slice(at + 1), ...used.slice(0, at)].filter((shard) => shard !== from)
  return others.flatMap((shard) => atlas.shards[shard])
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
