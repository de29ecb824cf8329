/** What a process finds when it starts again: what its disk had, or, without its disk, nothing and another name. */
import type { RaftState } from '../raft'
import { membershipOf, newMember, recovered } from '../raft'
import type { FrozenMachine } from './machine'
import { emptyMachine, thaw } from './machine'
import type { Effect, SpannerState } from './state'
import { restore } from './step'
import { unpolled } from './trueTime'

export function newReplica(member: number, members: readonly number[], shards: number): SpannerState {
  return replicaOf(newMember(member, membershipOf(members)), shards)
}
function replicaOf(raft: RaftState, shards: number): SpannerState {
  return {
    time: unpolled(),
    raft,
    machine: emptyMachine(),
    promises: [],
    office: null,
    reads: new Map(),
    nextRead: 1,
    held: [],
    leaders: new Array<number>(shards).fill(-1),
    isJoining: false,
    joinUs: 0,
    witnessed: [],
    answered: 0,
  }
}

/** The process ended. `reborn`: its disk is lost, and this is its name as a new member; −1: it keeps its disk. */
export function crash(s: SpannerState, reborn: number): Effect[] {
  const raft = reborn < 0 ? recovered(s.raft) : newMember(reborn, membershipOf([]))
  const machine = thaw(raft.log.snapshot.data as FrozenMachine | null)
  const isJoining = s.isJoining || reborn >= 0
  const { time, nextRead, witnessed, answered, machine: before } = s
  Object.assign(s, {
    ...replicaOf(raft, s.leaders.length),
    time,
    nextRead,
    witnessed,
    answered,
    machine: before,
    isJoining,
  })
  const out: Effect[] = []
  restore({ s, out }, machine)
  return out
}
