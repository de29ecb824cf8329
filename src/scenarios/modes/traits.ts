/**
 * What each replication mode can do, as far as the rest of a scenario depends on it. Apart from how a mode is written down, so
 * that whoever builds a world need not carry the schemas.
 */
import type { ModeName, ReplicationSpec } from '.'

interface ModeTraits<S> {
  /** R and W are counted; else a read that states no level is strong if its R is a majority, and eventual if not. */
  quorums: boolean
  /** Moves money between any two accounts, once (OP.transfer). */
  transfers: boolean
  /** Shards can be added and removed while it runs. */
  reshards: boolean
  /** Nodes of different shards talk to each other: links between all of a store's nodes. */
  acrossShards: boolean | ((spec: S) => boolean)
}

const TRAITS: { [M in ModeName]: ModeTraits<Extract<ReplicationSpec, { mode: M }>> } = {
  quorum: { quorums: true, transfers: false, reshards: true, acrossShards: false },
  dynamo: {
    quorums: true,
    transfers: false,
    reshards: true,
    acrossShards: (spec) => spec.sloppyQuorum || spec.membership === 'gossip',
  },
  primary: { quorums: false, transfers: false, reshards: false, acrossShards: false },
  multileader: { quorums: false, transfers: false, reshards: false, acrossShards: false },
  crdt: { quorums: false, transfers: false, reshards: false, acrossShards: false },
  raft: { quorums: false, transfers: false, reshards: false, acrossShards: false },
  spanner: { quorums: false, transfers: true, reshards: false, acrossShards: true },
  program: { quorums: false, transfers: false, reshards: false, acrossShards: false },
  twoPhaseCommit: { quorums: false, transfers: true, reshards: false, acrossShards: true },
}

export function traitsOf(spec: ReplicationSpec): ModeTraits<ReplicationSpec> {
  return TRAITS[spec.mode] as ModeTraits<ReplicationSpec>
}
/** Whether nodes of different shards talk to each other. */
export function talksAcrossShards(spec: ReplicationSpec): boolean {
  const { acrossShards } = traitsOf(spec)
  return typeof acrossShards === 'function' ? acrossShards(spec) : acrossShards
}
/** The modes whose shards can change. */
export function reshardingModes(): ModeName[] {
  return (Object.keys(TRAITS) as ModeName[]).filter((mode) => TRAITS[mode].reshards)
}
