/**
 * Modulo: a key's number, or its hash, modulo the number of shards. The simplest, and the worst to change: from n to n + 1
 * shards n/(n + 1) of all keys move.
 */
import type { Key } from './key'
import { numeric } from './key'
import type { Scheme, ShardSet } from './scheme'
import { checkShards, without } from './scheme'

export interface ModuloPartition extends ShardSet {
  scheme: 'modulo'
}

export function moduloPartition(shards: readonly string[]): ModuloPartition {
  checkShards(shards)
  return { scheme: 'modulo', shards }
}

export const modulo: Scheme<ModuloPartition> = {
  shardOf({ shards }, key: Key) {
    const n = shards.length
    const [low, high] = numeric(key)
    return (((high >>> 0) % n) * (4294967296 % n) + (low >>> 0)) % n
  },
  add: ({ shards }, name) => moduloPartition([...shards, name]),
  remove: ({ shards }, shard) => moduloPartition(without(shards, shard)),
}
