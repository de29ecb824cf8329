import type { Moment } from '../contract'

/**
 * Which replica of a shard a store call goes to. Asked by whoever calls the store (a service, a worker), once for every attempt;
 * all attempts of a call draw the same luck. Where replicas lead, one that does not sends the caller on to the one that does,
 * which costs a round trip, unless followers may answer too.
 */
export interface ReplicaContext extends Moment {
  /** The shard's own replicas, then whoever may stand in for them (sloppy quorums). */
  readonly replicas: readonly AskedReplica[]
  readonly operation: 'read' | 'write' | 'transfer'
  /** Whether any replica may answer, at the price of staleness: a read that does not ask for the newest state. */
  readonly followersMayAnswer: boolean
  /** Of this call, from 1: hedged copies and tries alike. */
  readonly attempt: number
  /** Tries of this call, from 1: a hedged copy belongs to its try. */
  readonly tries: number
}
export interface AskedReplica {
  readonly name: string
  /** Whether it stands in the caller's own zone. */
  readonly isNear: boolean
  /** Whether it leads, as the caller was last told; nobody leads in a leaderless store. */
  readonly isLeader: boolean
  /** Whether it is of another shard, and keeps what it is given until the right one is back. */
  readonly standsIn: boolean
  /** Whether this call was sent there already. */
  readonly isTried: boolean
  /** Moving mean of how long it took to answer this caller, its time-outs included; −1: never asked. */
  readonly latencyUs: number
}
/** Index of the chosen replica. */
export type ReplicaAnswer = number
