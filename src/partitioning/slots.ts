/**
 * Hash slots (Redis Cluster specification, "Key distribution model"): 16384 slots, each owned by a shard; a key's slot is
 * CRC16 of its hash tag, modulo 16384. A new shard takes slots evenly from all, one that goes leaves its slots to all, and only
 * keys in those slots move.
 */
import { crc16 } from './hashes/crc16'
import type { Key } from './key'
import { bytesOf } from './key'
import type { Arc, Scheme, ShardSet } from './scheme'
import { checkShards, without } from './scheme'

export const SLOTS = 16384

export interface SlotsPartition extends ShardSet {
  scheme: 'slots'
  /** Index of the owner of each slot. */
  owners: Int32Array
}

/**
 * The slot of a key, 0 to 16383. Where it has a "{…}" that is not empty, only what stands between the first "{" and the first
 * "}" after it counts, so that keys with the same tag share a slot.
 */
export function slotOf(key: Key): number {
  const text = String(key)
  const open = text.indexOf('{')
  const close = open < 0 ? -1 : text.indexOf('}', open + 1)
  return crc16(bytesOf(close > open + 1 ? text.slice(open + 1, close) : text)) % SLOTS
}

/** Contiguous shares that are equal up to one slot. Throws partition.noShards, partition.duplicate. */
export function slotsPartition(shards: readonly string[]): SlotsPartition {
  checkShards(shards)
  const owners = Int32Array.from({ length: SLOTS }, (_, slot) => Math.floor((slot * shards.length) / SLOTS))
  return { scheme: 'slots', shards, owners }
}

export const slots: Scheme<SlotsPartition> = {
  shardOf: ({ owners }, key) => owners[slotOf(key)],
  add({ shards, owners }, name) {
    const names = [...shards, name]
    checkShards(names)
    const kept = quotas(names.length)
    return {
      scheme: 'slots',
      shards: names,
      owners: owners.map((owner) => (kept[owner]-- > 0 ? owner : shards.length)),
    }
  },
  remove({ shards, owners }, shard) {
    const names = without(shards, shard)
    checkShards(names)
    const room = quotas(names.length)
    const renumbered = owners.map((owner) => (owner > shard ? owner - 1 : owner))
    owners.forEach((owner, slot) => {
      if (owner !== shard) room[renumbered[slot]]--
    })
    let heir = 0
    return {
      scheme: 'slots',
      shards: names,
      owners: renumbered.map((owner, slot) => {
        if (owners[slot] !== shard) return owner
        while (room[heir] <= 0) heir++
        room[heir]--
        return heir
      }),
    }
  },
  arcs({ owners }) {
    const arcs: Arc[] = []
    owners.forEach((shard, slot) => {
      const last = arcs.at(-1)
      if (last?.shard === shard) last.to = (slot + 1) / SLOTS
      else arcs.push({ from: slot / SLOTS, to: (slot + 1) / SLOTS, shard })
    })
    return arcs
  },
}

/** How many slots each of so many shards has when they are spread evenly. */
function quotas(shards: number): number[] {
  return Array.from(
    { length: shards },
    (_, i) => Math.floor(((i + 1) * SLOTS) / shards) - Math.floor((i * SLOTS) / shards),
  )
}
