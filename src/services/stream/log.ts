/**
 * The partitions' logs, and how far each group is in them. An entry waits in each group's line from its append until it is given
 * out, and is in service until the group's offset is committed beyond it: written down so, once for every group.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { KIND, extendPath } from '../../cluster'
import { LEFT, recordLine } from '../line'
import type { Producer } from '../producers'
import type { Entry, PartitionOffset } from './bodies'
import type { Commit, GroupState, StreamState } from './state'
import { configOf, endOf, stateOf } from './state'

/** Beyond so many in one partition nothing is appended, whatever the settings. */
const ENTRIES_MOST = 100_000
const DEAD_MOST = 10_000
const SALT = 0x70617274

export function partitionFor(node: ClusterNode, { user, key }: Producer): number {
  const { partitions, partitionBy } = configOf(node)
  if (partitionBy === 'roundRobin') return stateOf(node).turn++ % partitions
  return (extendPath(partitionBy === 'user' ? user : key, SALT, 0) >>> 0) % partitions
}

/** Whether a partition takes one more now. */
export function hasRoom(node: ClusterNode, partition: number): boolean {
  const { partitions, groups } = stateOf(node)
  const end = endOf(partitions[partition])
  if (partitions[partition].entries.length >= ENTRIES_MOST) return false
  return groups.every(({ committed }) => end - committed[partition] < configOf(node).lagMax)
}

/** Answers the new entry's offset. */
export function append(cluster: Cluster, node: ClusterNode, partition: number, entry: Entry): number {
  const state = stateOf(node)
  const log = state.partitions[partition]
  log.entries.push(entry)
  state.appended++
  for (let g = 0; g < state.groups.length; g++)
    record(cluster, node, KIND.QUEUED, entry, ++state.waiting, state.inService)
  trim(cluster, node, partition)
  return endOf(log) - 1
}
export function entryOf({ origin, count, path, user, key }: Producer, atUs: number): Entry {
  return Object.freeze({ origin, count, path, user, key, atUs })
}

/** Entries of a partition from `offset` on, given out to who asks. */
export function giveOut(
  cluster: Cluster,
  node: ClusterNode,
  group: GroupState,
  partition: number,
  offset: number,
  most: number,
): { offset: number; entries: readonly Entry[] } {
  const state = stateOf(node)
  const log = state.partitions[partition]
  const from = Math.max(offset, log.start)
  const entries = log.entries.slice(from - log.start, from - log.start + most)
  for (let i = Math.max(0, group.given[partition] - from); i < entries.length; i++) {
    const at = from + i
    group.given[partition] = at + 1
    if (at < group.furthest[partition]) group.redelivered++
    else group.furthest[partition] = at + 1
    record(cluster, node, KIND.STARTED, entries[i], --state.waiting, ++state.inService)
  }
  return { offset: from, entries: Object.freeze(entries) }
}

/** What was given out and not done when a generation ended will be given out again. */
export function takeBack(cluster: Cluster, node: ClusterNode, group: GroupState): void {
  const state = stateOf(node)
  state.partitions.forEach((log, partition) => {
    while (group.given[partition] > group.committed[partition]) {
      const entry = log.entries[--group.given[partition] - log.start]
      record(cluster, node, KIND.ABANDONED, entry, state.waiting, --state.inService, LEFT.inService)
      record(cluster, node, KIND.QUEUED, entry, ++state.waiting, state.inService)
    }
  })
}

/** A group is done with everything below these offsets. What was not given out in this generation cannot be done. */
export function commit(cluster: Cluster, node: ClusterNode, g: number, { upTo, dead }: Commit): void {
  const state = stateOf(node)
  const group = state.groups[g]
  for (const [partition, end] of upTo) {
    const log = state.partitions[partition]
    while (group.committed[partition] < Math.min(end, group.given[partition])) {
      const offset = group.committed[partition]++
      const entry = log.entries[offset - log.start]
      const isDead = dead.some(([p, o]) => p === partition && o === offset)
      record(
        cluster,
        node,
        isDead ? KIND.ABANDONED : KIND.FINISHED,
        entry,
        state.waiting,
        --state.inService,
        isDead ? 1 : 0,
      )
      if (isDead) bury(cluster, node, g, partition, entry)
    }
    trim(cluster, node, partition)
  }
}
function bury(cluster: Cluster, node: ClusterNode, group: number, partition: number, entry: Entry): void {
  const { dead } = stateOf(node)
  dead.push({ group, partition, entry })
  if (dead.length <= DEAD_MOST) cluster.recordState(node, 'deadLetters', group, dead.length - 1, dead.length)
  else {
    dead.shift()
    stateOf(node).deadDropped++
  }
}

/** Drops what retention says is over, or what every group is done with. */
export function trim(cluster: Cluster, node: ClusterNode, partition: number): void {
  const { retention } = configOf(node)
  const { partitions, groups } = stateOf(node)
  const log = partitions[partition]
  let drop = 0
  if (retention) {
    const { entries } = log
    const sinceUs = cluster.nowUs - retention.ageUs
    drop = Math.max(0, entries.length - retention.entries)
    while (drop < entries.length && entries[drop].atUs < sinceUs) drop++
  } else if (groups.length > 0) drop = Math.min(...groups.map(({ committed }) => committed[partition])) - log.start
  // Many at once: what lies before `start` costs nothing but its room.
  if (drop > 0 && (retention || drop >= 64 || drop === log.entries.length)) dropOldest(cluster, node, partition, drop)
}
export function dropOldest(cluster: Cluster, node: ClusterNode, partition: number, drop: number): void {
  const { partitions, groups } = stateOf(node)
  const log = partitions[partition]
  for (const entry of log.entries.splice(0, drop)) {
    const offset = log.start++
    for (const group of groups) if (group.committed[partition] <= offset) skip(cluster, node, group, partition, entry)
  }
}
function skip(cluster: Cluster, node: ClusterNode, group: GroupState, partition: number, entry: Entry): void {
  const state = stateOf(node)
  const wasGiven = group.given[partition] > group.committed[partition]
  if (wasGiven) record(cluster, node, KIND.ABANDONED, entry, state.waiting, --state.inService, LEFT.inService)
  else {
    record(cluster, node, KIND.ABANDONED, entry, --state.waiting, state.inService, LEFT.waiting)
    group.given[partition]++
  }
  group.committed[partition]++
  group.furthest[partition] = Math.max(group.furthest[partition], group.committed[partition])
  group.skipped++
}

/** How far a group is behind: entries appended and not done. */
export function lagOf(state: StreamState, group: GroupState, partition: number): number {
  return endOf(state.partitions[partition]) - group.committed[partition]
}
/** In a group's line: the partition's offset from which its new owner goes on. */
export function offsetsOf(group: GroupState, member: number): PartitionOffset[] {
  return group.owners.flatMap((owner, partition): PartitionOffset[] =>
    owner === member ? [[partition, group.committed[partition]]] : [],
  )
}

const record = recordLine
