/** Where consistent hashing puts users among a balancer's instances. */
import type { Cluster } from '../../cluster'
import type { RingPartition } from '../../partitioning'
import { pointOf, preferenceList, ringPartition } from '../../partitioning'

/** Points of an instance on the ring. */
const VNODES = 64
/** By the instances' node indices: rings are made once. */
const rings = new WeakMap<readonly number[], RingPartition>()

/** Places in `calls`, from the one that has the user to the last that would. */
export function preferenceOf({ nodes }: Cluster, calls: readonly number[], user: number): readonly number[] {
  let ring = rings.get(calls)
  if (!ring) {
    const names = calls.map((at) => nodes[at].id)
    ring = ringPartition(names, { hash: 'murmur3', vnodes: VNODES })
    rings.set(calls, ring)
  }
  return preferenceList(ring, pointOf(ring, user), calls.length)
}
