/** The decision of which shard a key goes to, and what it may look at: how the key stands to the shards by every way of partitioning. */
import type { Cluster, ClusterNode } from '../../cluster'
import { OP, PURPOSE, decide, operationKey } from '../../cluster'
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
import type { Atlas } from './atlas'
import { partitionAt, shardsInUse } from './atlas'
import type { KeyAsked } from './placing'
import type { ShardMap } from './shardMap'

const BUILT_IN: Readonly<Record<SchemeName, (context: PartitionContext) => number>> = {
  range,
  modulo,
  ring,
  jump,
  rendezvous,
  slots: asMapped,
}

/** Asks whoever decides. */
export function decidePlace(
  cluster: Cluster,
  node: ClusterNode,
  atlas: Atlas,
  { before }: ShardMap,
  r: KeyAsked,
  mapped: number,
): number {
  const { nowUs, luck } = cluster
  const { random, randomInt } = luck
  const partition = partitionAt(atlas, before)
  const inUse = shardsInUse(atlas, before)
  luck.aim(node.entity, PURPOSE.partition, operationKey(cluster, r.origin, r.count), r.path)
  const key = r.user
  const place = { node, called: atlas.shards[0][0], origin: r.origin, count: r.count }
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
