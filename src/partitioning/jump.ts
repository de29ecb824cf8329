/**
 * Jump (Lamping and Veach 2014): even and without a table, but buckets are numbers, so only the last shard can go away; in
 * return a new one takes 1/(n + 1) of the keys and no other key moves.
 */
import { FaultlineError } from '../kernel'
import { jumpHash } from './hashes/jumpHash'
import { numeric } from './key'
import type { Scheme, ShardSet } from './scheme'
import { checkShards } from './scheme'

export interface JumpPartition extends ShardSet {
  scheme: 'jump'
}

export function jumpPartition(shards: readonly string[]): JumpPartition {
  checkShards(shards)
  return { scheme: 'jump', shards }
}

export const jump: Scheme<JumpPartition> = {
  shardOf: ({ shards }, key) => jumpHash(numeric(key), shards.length),
  add: ({ shards }, name) => jumpPartition([...shards, name]),
  /** Throws partition.onlyLast { name, last }. */
  remove({ shards }, shard) {
    const last = shards.length - 1
    if (shard !== last) throw new FaultlineError('partition.onlyLast', { name: shards[shard], last: shards[last] })
    return jumpPartition(shards.slice(0, last))
  },
}
