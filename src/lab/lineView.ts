/**
 * A line of jobs at the playhead: what waits in a queue or a stream, since when, and in whose hands the rest is; of a stream each
 * group's way through the partitions. Reads the playing world and changes nothing.
 */
import type { ClusterNode } from '../cluster'
import type { JobQueueState } from '../services/jobQueue'
import type { GroupState, Phase, StreamConfig, StreamState } from '../services/stream/state'
import type { Player } from './player'

export interface LineNow {
  waiting: number
  inService: number
  /** How long the oldest of those that wait has been there; 0: nothing waits. */
  oldestUs: number
  deadLetters: number
}
const NO_LINE: LineNow = { waiting: 0, inService: 0, oldestUs: 0, deadLetters: 0 }

/** Of any node: called for every one in every frame. */
export function lineNow(node: ClusterNode, nowUs: number): LineNow {
  if (node.role === 'jobQueue') {
    const { jobs, leased, dead } = node.state as JobQueueState
    const oldestUs = jobs.length > 0 ? nowUs - jobs[0].atUs : 0
    return { waiting: jobs.length, inService: leased.size, oldestUs, deadLetters: dead.length }
  }
  if (node.role !== 'stream') return NO_LINE
  const state = node.state as StreamState
  let oldestUs = 0
  for (const group of state.groups)
    for (let p = 0; p < state.partitions.length; p++) oldestUs = Math.max(oldestUs, ageUs(state, group, p, nowUs))
  return { waiting: state.waiting, inService: state.inService, oldestUs, deadLetters: state.dead.length }
}
/** Of the oldest entry that a group has not been given. */
function ageUs({ partitions }: StreamState, group: GroupState, partition: number, nowUs: number): number {
  const { start, entries } = partitions[partition]
  const at = group.given[partition] - start
  return at < entries.length ? nowUs - entries[at].atUs : 0
}

export interface PartitionRow {
  partition: number
  owner: number // node, −1: nobody now
  start: number // oldest offset kept
  committed: number
  given: number
  end: number
  oldestUs: number
}
export interface GroupView {
  id: string
  phase: Phase
  generation: number
  members: number[] // nodes
  partitions: PartitionRow[]
  rebalances: number
  moved: number // partitions that changed hands at the latest one
  redelivered: number
  fenced: number
  skipped: number
}
/** A stream's groups. */
export interface StreamView {
  groups: GroupView[]
}

/** Null where the node is no stream. */
export function streamView(player: Player, index: number): StreamView | null {
  const node = player.world.cluster.nodes[index] as ClusterNode | undefined
  if (node?.role !== 'stream') return null
  const state = node.state as StreamState
  const { groups } = node.config as StreamConfig
  return { groups: state.groups.map((group, g) => groupView(state, group, groups[g].id, player.timeUs)) }
}
function groupView(state: StreamState, group: GroupState, id: string, nowUs: number): GroupView {
  const { phase, generation, members, rebalances, moved, redelivered, fenced, skipped } = group
  return {
    id,
    phase,
    generation,
    members: [...members.keys()].sort((a, b) => a - b),
    partitions: state.partitions.map(({ start, entries }, partition) => ({
      partition,
      owner: members.has(group.owners[partition]) ? group.owners[partition] : -1,
      start,
      committed: group.committed[partition],
      given: group.given[partition],
      end: start + entries.length,
      oldestUs: ageUs(state, group, partition, nowUs),
    })),
    rebalances,
    moved,
    redelivered,
    fenced,
    skipped,
  }
}
