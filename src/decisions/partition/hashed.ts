import type { PartitionContext } from 'faultline'

/** The key's hash modulo the number of shards: neighbours part, so that a popular stretch of keys is everybody's. */
export default function hashed({ hash, shards }: PartitionContext): number {
  return hash % shards.length
}
