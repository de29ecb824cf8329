/** A Raft group a shard: an elected leader, and writes that count when a majority has them on disk. */
import * as v from 'valibot'
import type { Bug } from '../../protocols/raft/bugs'
import { BUG_NAMES } from '../../protocols/raft/bugs'
import { refusal } from '../refusal'
import { flag, list, oneOf, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface RaftSpec {
  mode: 'raft'
  electionTimeoutUs: [min: number, max: number]
  heartbeatUs: number
  preVote: boolean
  checkQuorum: boolean
  reads: 'readIndex' | 'lease'
  snapshotEvery: number // entries
  idempotency?: boolean // a write takes effect once, however often it is asked for (default: yes); a replica forgets one after 4,096 later ones of its client
  bugs?: Bug[] // deliberate ones
}

const MIN_BEATS = 2
const timeout = whole(1_000, 60_000_000)

export const raftMode: StoreMode<RaftSpec> = {
  name: 'raft',
  schema: strict({
    mode: v.literal('raft'),
    electionTimeoutUs: v.tuple([timeout, timeout], 'wrongType: [min, max]'),
    heartbeatUs: whole(1_000, 10_000_000),
    preVote: flag,
    checkQuorum: flag,
    reads: oneOf('readIndex', 'lease'),
    snapshotEvery: whole(10, 1_000_000),
    idempotency: v.optional(flag),
    bugs: v.optional(list(oneOf(...BUG_NAMES), 0, BUG_NAMES.length)),
  }),
  defaults: () => ({
    mode: 'raft',
    electionTimeoutUs: [500_000, 1_000_000],
    heartbeatUs: 100_000,
    preVote: true,
    checkQuorum: true,
    reads: 'readIndex',
    snapshotEvery: 500,
  }),
  check(spec, _size, field) {
    const [min, max] = spec.electionTimeoutUs
    const refuse = (name: string, problem: string, allowed: string, got: number | string) =>
      refusal('scenario.invalid', { field: `${field}.${name}`, problem, allowed, got })
    if (max < min) throw refuse('electionTimeoutUs.1', 'outOfRange', `${min} to 60000000`, max)
    const least = MIN_BEATS * spec.heartbeatUs
    if (min < least) throw refuse('electionTimeoutUs.0', 'outOfRange', `${least} to 60000000`, min)
    // A lease rests on members that are deaf to candidates while they hear a leader.
    if (spec.reads === 'lease' && !spec.checkQuorum) throw refuse('reads', 'notOneOf', 'readIndex', spec.reads)
  },
}
