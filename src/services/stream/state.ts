/** What a stream is set to do and what it knows: its partitions' logs, and for each consumer group its members and how far they are. */
import type { ClusterNode } from '../../cluster'
import type { Producer } from '../producers'
import type { Assignor } from './assignors'
import type { Entry, PartitionOffset } from './bodies'

export interface StreamConfig {
  partitions: number
  /** What chooses an entry's partition. */
  partitionBy: 'user' | 'order' | 'roundRobin'
  /** The oldest entries of a partition go beyond so many, or so old; null: when every group is done with them. */
  retention: { entries: number; ageUs: number } | null
  lagMax: number // a partition takes no more while its slowest group is so far behind
  waitUs?: number // so long a producer waits for room before it is refused; default: not at all
  groups: readonly ConsumerGroup[]
}
/** The consumers of one group of workers share the partitions among them; every group gets every entry. */
export interface ConsumerGroup {
  id: string
  assignor: Assignor
  sessionUs: number // a member not heard of for so long is taken for dead
}

/** Entries with offsets `start`, start + 1, …; the next one to be appended gets `start + entries.length`. */
export interface Partition {
  start: number
  entries: Entry[]
}
/** What a member waits for. */
export interface Question {
  call: number
  origin: number
  count: number
  path: number
}
export interface Member {
  incarnation: number // of its process: another one is another member under the same name
  joined: boolean // has asked for its part in the coming generation
  question: Question // its latest join
  session: number // timer
}
export interface Asking extends Question {
  from: readonly PartitionOffset[]
  most: number
}
/**
 * `empty`: nobody. `gathering`: the first ones have come, and others are given a moment. `joining`: everybody must ask anew, and
 * nobody is given anything. `stable`: partitions have owners.
 */
export type Phase = 'empty' | 'gathering' | 'joining' | 'stable'
export interface GroupState {
  phase: Phase
  generation: number
  members: Map<number, Member> // by node
  owners: number[] // by partition: node, −1: never had one
  committed: number[] // by partition: everything below is done
  given: number[] // by partition: everything below was given out in this generation or is done
  furthest: number[] // by partition: everything below was given out at some time
  asking: Map<number, Asking> // members whose poll is open
  timer: number // ends gathering or joining
  since: number // when the phase began
  rebalances: number
  moved: number // partitions that changed hands at the latest rebalance
  redelivered: number
  fenced: number // commits of those who were no longer members
  skipped: number // entries that retention took before this group had them
}
export interface DeadLetter {
  group: number
  partition: number
  entry: Entry
}
/** Being written to disk. */
export type Write =
  | { kind: 'append'; partition: number; producer: Producer }
  | { kind: 'commit'; group: number; member: number; question: Question; commit: Commit }
export interface Commit {
  generation: number
  upTo: readonly PartitionOffset[]
  dead: readonly PartitionOffset[]
}
export interface StreamState {
  partitions: Partition[]
  groups: GroupState[]
  producers: Producer[][] // by partition: that wait for room
  dead: DeadLetter[]
  deadDropped: number
  writes: Map<number, Write>
  nextWrite: number
  appended: number
  refused: number
  turn: number // of round robin
  servedFirst: number // the partition that has its turn to be first in a poll
  waiting: number // over all groups: entries not given out
  inService: number // over all groups: given out and not done
}

export const configOf = (node: ClusterNode): StreamConfig => node.config as StreamConfig
export const stateOf = (node: ClusterNode): StreamState => node.state as StreamState
export const endOf = (partition: Partition): number => partition.start + partition.entries.length

export function emptyStream({ partitions, groups }: StreamConfig): StreamState {
  const zeros = (): number[] => Array<number>(partitions).fill(0)
  return {
    partitions: Array.from({ length: partitions }, () => ({ start: 0, entries: [] })),
    groups: groups.map(() => ({
      phase: 'empty',
      generation: 0,
      members: new Map(),
      owners: zeros().fill(-1),
      committed: zeros(),
      given: zeros(),
      furthest: zeros(),
      asking: new Map(),
      timer: -1,
      since: 0,
      rebalances: 0,
      moved: 0,
      redelivered: 0,
      fenced: 0,
      skipped: 0,
    })),
    producers: Array.from({ length: partitions }, () => []),
    dead: [],
    deadDropped: 0,
    writes: new Map(),
    nextWrite: 1,
    appended: 0,
    refused: 0,
    turn: 0,
    servedFirst: 0,
    waiting: 0,
    inService: 0,
  }
}
