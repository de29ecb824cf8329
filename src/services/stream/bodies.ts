/** What a stream and its consumers say to each other beyond a message's words. Bodies are immutable; offsets count from 0 in each partition. */
import type { SizedBody } from '../../cluster'

/** One entry of a partition's log: a job, by the operation that appended it. Frozen, so that batches and checkpoints share it. */
export interface Entry {
  readonly origin: number
  readonly count: number
  readonly path: number
  readonly user: number
  readonly key: number
  readonly atUs: number // when it was appended
}
/** A place in a partition. */
export type PartitionOffset = readonly [partition: number, offset: number]

/** streamPoll: `generation` of the asker's assignment; at most `most` entries in all. */
export interface PollBody extends SizedBody {
  readonly generation: number
  readonly from: readonly PartitionOffset[]
  readonly most: number
}
/** streamBatch: by partition, the entries from `offset` on. */
export interface BatchBody extends SizedBody {
  readonly generation: number
  readonly runs: readonly { readonly partition: number; readonly offset: number; readonly entries: readonly Entry[] }[]
}
/** streamCommit: everything below these offsets is done, save the `dead`, which are given up for good. */
export interface CommitBody extends SizedBody {
  readonly generation: number
  readonly upTo: readonly PartitionOffset[]
  readonly dead: readonly PartitionOffset[]
}
/** streamAssigned: what a member has in this generation, each partition from its committed offset on. */
export interface AssignedBody extends SizedBody {
  readonly generation: number
  readonly from: readonly PartitionOffset[]
}
/** In word a of streamPulse and streamCommitted. `unknown`: of no member, or of an assignment that is over. */
export const PULSE = { stable: 0, rebalancing: 1, unknown: 2 } as const

const OFFSET_BYTES = 12
const ENTRY_BYTES = 256

export function pollBody(generation: number, from: readonly PartitionOffset[], most: number): PollBody {
  return Object.freeze({ bytes: from.length * OFFSET_BYTES, generation, from, most })
}
export function batchBody(generation: number, runs: BatchBody['runs']): BatchBody {
  const entries = runs.reduce((sum, run) => sum + run.entries.length, 0)
  return Object.freeze({ bytes: runs.length * OFFSET_BYTES + entries * ENTRY_BYTES, generation, runs })
}
export function commitBody(
  generation: number,
  upTo: readonly PartitionOffset[],
  dead: readonly PartitionOffset[],
): CommitBody {
  return Object.freeze({ bytes: (upTo.length + dead.length) * OFFSET_BYTES, generation, upTo, dead })
}
export function assignedBody(generation: number, from: readonly PartitionOffset[]): AssignedBody {
  return Object.freeze({ bytes: from.length * OFFSET_BYTES, generation, from })
}
