/** What the nodes of a store in some replication mode do: from its settings to roles and their configurations. */
import type { Cluster, Command, Role } from '../../cluster'
import type { Invariants } from '../../cluster/invariants'
import type { Atlas } from '../../protocols/resharding/atlas'
import type { ModeName, ReplicationSpec } from '../modes'

/** For what waits in queues and on its way when everything is healed. */
export const SETTLING_US = 10_000_000

/** Where a replica stands. Node indices throughout. */
export interface StorePlace {
  shards: readonly (readonly number[])[] // the replicas of every shard
  shard: number // this one's
  replica: number // its place among that shard's
  shardOf: (key: number) => number // index of the shard that has a key
  atlas: Atlas
}
export interface StoreBehaviour<S> {
  /** By the names that nodes refer to them by. */
  roles: Record<string, Role>
  config(spec: S, place: StorePlace): { role: string; config: unknown }
  /** What must always hold among a shard's replicas. */
  invariants?: Invariants
  /** Why a command cannot be carried out now, as a code of what is known under `shards.`; null where it can. */
  obstacle?(cluster: Cluster, command: Command): string | null
  /** So long after everything is healed no replica of a shard is still behind on a key; absent: that is not promised. */
  convergesWithinUs?(spec: S): number | null
  /** By shard: who else may be asked when its replicas do not answer. */
  fallbacks?(spec: S, shards: readonly (readonly number[])[]): readonly (readonly number[])[]
}
/** One for every mode. */
export type PerMode<Of extends 'now' | 'later'> = {
  [M in ModeName]: Of extends 'now' ? BehaviourOf<M> : () => Promise<BehaviourOf<M>>
}
type BehaviourOf<M extends ModeName> = StoreBehaviour<Extract<ReplicationSpec, { mode: M }>>
