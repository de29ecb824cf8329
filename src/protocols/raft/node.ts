/** What a store's node in a Raft group holds, and how its members are named. */
import type { ClusterNode } from '../../cluster'
import type { Machine } from './machine'
import type { RaftState, Settings } from './state'

export interface RaftConfig {
  members: readonly number[] // node indices of the group's machines, this one included
  settings: Settings
  snapshotEvery: number // entries
  idempotency: boolean // a write takes effect once, however often it comes
}
/** The operation that something is done for. */
export interface Cause {
  origin: number
  count: number
  path: number
}
/** A request to be answered later. */
export interface Ask extends Cause {
  asker: number // node index
  attempt: number
  call: number
  key: number
  value: number
}
export interface RaftNode {
  raft: RaftState
  machine: Machine
  wakeUs: number // when the timer under way is due, by the node's clock; −1: none is
  wakes: number // only the newest timer counts
  writes: Map<number, { term: number; ask: Ask }> // by index of their entries, not yet applied
  reads: Map<number, Ask> // waiting for a proof that this is the leader
  nextRead: number
}

export const JOIN_RETRY_US = 200_000
const MACHINES = 256

export const stateOf = (node: ClusterNode): RaftNode => node.state as RaftNode
export const configOf = (node: ClusterNode): RaftConfig => node.config as RaftConfig

/** The member that a machine is after it lost its disk: one that never was before. */
export function memberName(node: ClusterNode): number {
  return node.index + MACHINES * node.incarnation
}
/** The node that a member runs on. */
export function machineOf(member: number): number {
  return member % MACHINES
}
