/**
 * A replication mode, as a scenario sees it: how it is written down, which role its nodes play, and what it can do. One file
 * a mode beside this one; index.ts gathers them. Switching a store's mode changes nothing else of a scenario.
 */
import type { Role } from '../../cluster'
import type { Invariants } from '../../cluster/invariants'
import type { Schema } from '../schema/fields'

/** Where a replica stands. Node indices throughout. */
export interface StorePlace {
  shards: readonly (readonly number[])[] // the replicas of every shard
  shard: number // this one's
  replica: number // its place among that shard's
  shardOf: (key: number) => number // index of the shard that has a key
}
export interface StoreSize {
  shards: number
  replicas: number
}
export interface StoreMode<S extends { mode: string }> {
  name: S['mode']
  schema: Schema<S>
  /** What a store of so many replicas gets when a person switches to this mode. */
  defaults(replicas: number): S
  /** By the names that nodes refer to them by. */
  roles: Record<string, Role>
  config(spec: S, place: StorePlace): { role: string; config: unknown }
  /** Refuses, with a FaultlineError, settings that no single field shows to be impossible; `field` is where the spec stands. */
  check?(spec: S, size: StoreSize, field: string): void
  /** What must always hold among a shard's replicas. */
  invariants?: Invariants
  /** By shard: who else may be asked when its replicas do not answer. */
  fallbacks?(spec: S, shards: readonly (readonly number[])[]): readonly (readonly number[])[]
  /** R and W are counted; else a read that states no level is strong if its R is a majority, and eventual if not. */
  quorums: boolean
  /** Moves money between any two accounts, once (OP.transfer). */
  transfers: boolean
  /** Nodes of different shards talk to each other: links between all of a store's nodes. */
  acrossShards: boolean | ((spec: S) => boolean)
}
