/**
 * Which shard a key is asked for in: the store's map says, unless somebody's code places keys by another rule. Whoever asks tells the
 * replicas so, for by their own map the key's homes may be others.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { OP, PURPOSE, decide, isPlaced, operationKey, placedAt, shardNamed } from '../../cluster'
import asMapped from '../../decisions/partition/asMapped'
import { PARTITION } from '../../decisions/partition/contract'
import jump from '../../decisions/partition/jump'
import modulo from '../../decisions/partition/modulo'
import range from '../../decisions/partition/range'
import rendezvous from '../../decisions/partition/rendezvous'
import ring from '../../decisions/partition/ring'
import type { NamedShard, PartitionContext, ShardRange } from '../../decisions/faultline'
import type { Key, Partition, RendezvousPartition, RingPartition, SchemeName } from '../../partitioning'
import { drawsOf, murmur3, pointOf, preferenceList, rendezvousPartition, ringPartition, utf8 } from '../../partitioning'
import type { Atlas } from '../../protocols/resharding/atlas'
import { partitionAt, shardsInUse } from '../../protocols/resharding/atlas'
import { epochOf } from '../../protocols/resharding/shardMap'
import { shardFor } from './shards'
import type { StoreAsker, StoreAskerState, StoreCall, StoreClientConfig } from './state'

const BUILT_IN: Readonly<Record<SchemeName, (context: PartitionContext) => number>> = {
  range,
  modulo,
  ring,
  jump,
  rendezvous,
  slots: asMapped,
}

/** The shard that the store's map says; or, where that is not the one, `placedAt` the other. */
export function shardAsked(cluster: Cluster, node: ClusterNode, config: StoreClientConfig, r: StoreAsker): number {
  const { map } = node.state as StoreAskerState
  const mapped = shardFor(config, map, r.user)
  if (!cluster.decider?.active || !config.placing) return mapped
  const shard = decided(cluster, node, config, config.placing, r, mapped)
  return shard === mapped ? mapped : placedAt(shard, epochOf(map))
}

/** The shard that a call's latest try is asked in. */
export function shardOf({ where }: Pick<StoreCall, 'where'>): number {
  return isPlaced(where) ? shardNamed(where) : where
}

function decided(
  cluster: Cluster,
  node: ClusterNode,
  { shards }: StoreClientConfig,
  atlas: Atlas,
  r: StoreAsker,
  mapped: number,
): number {
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  const { before } = (node.state as StoreAskerState).map
  const partition = partitionAt(atlas, before)
  const inUse = shardsInUse(atlas, before)
  luck.aim(node.entity, PURPOSE.partition, operationKey(cluster, r.origin, r.count), r.path)
  const key = r.user
  const place = { node, called: shards[0][0], origin: r.origin, count: r.count }
  // What is computed of a key is only for who looks at it.
  const context: PartitionContext = {
    nowUs,
    random,
    randomInt,
    key,
    keyCount: atlas.users,
    operation: r.op === OP.read ? 'read' : 'write',
    get shards() {
      return namedShards(partition, key)
    },
    scheme: partition.scheme,
    mapped: inUse.indexOf(mapped),
    get ranges() {
      return rangesOf(partition)
    },
    get hash() {
      return hashOf(key)
    },
  }
  return inUse[decide(cluster, PARTITION, place, context, BUILT_IN[partition.scheme], undefined)]
}

/** What follows from a partition: where it is of another scheme, how its shards would stand in the others. */
const known = new WeakMap<Partition, { ring: RingPartition; rendezvous: RendezvousPartition }>()
function knownOf(partition: Partition): { ring: RingPartition; rendezvous: RendezvousPartition } {
  const found = known.get(partition)
  if (found) return found
  const made = {
    ring: partition.scheme === 'ring' ? partition : ringPartition(partition.shards),
    rendezvous: partition.scheme === 'rendezvous' ? partition : rendezvousPartition(partition.shards),
  }
  known.set(partition, made)
  return made
}
function namedShards(partition: Partition, key: Key): NamedShard[] {
  const { ring: onRing, rendezvous: drawing } = knownOf(partition)
  const turns = preferenceList(onRing, pointOf(onRing, key), partition.shards.length)
  const scores = drawsOf(drawing, key)
  return partition.shards.map((name, shard) => ({ name, turn: turns.indexOf(shard), score: scores[shard] }))
}
const NO_RANGES: readonly ShardRange[] = Object.freeze([])
function rangesOf(partition: Partition): readonly ShardRange[] {
  return partition.scheme === 'range' ? partition.ranges : NO_RANGES
}
function hashOf(key: Key): number {
  return murmur3(utf8(String(key)))[0] >>> 0
}
