/** Schema of how a store's keys are split over its shards. */
import * as v from 'valibot'
import type { PartitionSpec } from '../../partitioning'
import { LIMITS } from '../limits'
import type { Schema } from './fields'
import { choice, list, oneOf, strict, whole } from './fields'

const range = strict({
  from: whole(0, LIMITS.users),
  to: whole(0, LIMITS.users),
  shard: whole(0, LIMITS.shards - 1),
})

export const partition: Schema<PartitionSpec> = choice('scheme', [
  strict({ scheme: v.literal('range'), ranges: v.optional(list(range, 1, LIMITS.ranges)) }),
  strict({
    scheme: v.literal('ring'),
    vnodes: v.optional(whole(1, LIMITS.vnodes)),
    hash: v.optional(oneOf('ketama', 'murmur3')),
  }),
  strict({ scheme: oneOf('modulo', 'jump', 'rendezvous', 'slots') }),
])
