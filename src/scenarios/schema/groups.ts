/** Schemas of groups of nodes, one per role, told apart by `role`. */
import * as v from 'valibot'
import { FEATURE_FLAGS } from '../../cluster/command'
import { ASSIGNORS } from '../../services/stream/assignors'
import { LIMITS } from '../limits'
import { replication } from '../modes'
import type { PlainBreakerSpec } from '../policies/spec'
import type { CapacitySpec, ConsumerSpec, CopiesSpec, GroupSpec } from '../scenario'
import { admission } from './admission'
import { distribution } from './distributions'
import type { Schema } from './fields'
import { choice, durationUs, flag, id, list, number, oneOf, positiveUs, probability, strict, whole } from './fields'
import { autoscaling, balancing, fanOut, growth } from './instances'
import { journey, quorum, retry, users } from './journeys'
import { partition } from './partition'

const capacity: Schema<CapacitySpec> = v.pipe(
  strict({
    workers: whole(0, LIMITS.workers),
    queue: whole(0, LIMITS.queue),
    service: distribution,
    onFull: v.optional(oneOf('refuse', 'drop')),
    admission: v.optional(admission),
  }),
  v.check((spec) => !spec.admission || spec.workers > 0, `needsWorkers: 1 to ${LIMITS.workers}`),
)
export const plainBreaker: Schema<PlainBreakerSpec> = strict({
  window: whole(1, 1_000),
  minimumCalls: whole(1, 1_000),
  failureRate: number(0.01, 1),
  openUs: positiveUs,
  trials: whole(1, 100),
})
const recommendations = strict({ calls: id, timeoutUs: positiveUs, breaker: v.optional(plainBreaker) })

const deliveries = whole(1, 1_000)
const consumer: Schema<ConsumerSpec> = strict({
  batch: v.optional(whole(1, 1_000)),
  commit: v.optional(oneOf('after', 'before')),
  assignor: v.optional(oneOf(...ASSIGNORS)),
  sessionUs: v.optional(positiveUs),
  heartbeatUs: v.optional(positiveUs),
})
const copies: Schema<CopiesSpec> = strict({
  first: oneOf('cache', 'store'),
  writes: v.optional(oneOf('leave', 'forget', 'through')),
  coalesces: v.optional(flag),
  staleIfErrorUs: v.optional(durationUs),
})

/** What every group has. */
const base = { id, zones: list(id, 1, LIMITS.zones), capacity: v.optional(capacity) }
const count = whole(1, LIMITS.instances)
const one = v.literal(1, 'outOfRange: 1')

export const group: Schema<GroupSpec> = choice('role', [
  strict({
    role: v.literal('clients'),
    ...base,
    count: one,
    calls: id,
    journeys: list(journey, 1, LIMITS.journeys),
    users,
  }),
  strict({
    role: v.literal('balancer'),
    ...base,
    count,
    calls: id,
    ...balancing,
  }),
  strict({
    role: v.literal('api'),
    ...base,
    count,
    ...growth,
    store: v.optional(id),
    storeRetry: v.optional(retry),
    queue: v.optional(id),
    cache: v.optional(id),
    copies: v.optional(copies),
    off: v.optional(list(oneOf(...FEATURE_FLAGS), 0, FEATURE_FLAGS.length)),
    recommendations: v.optional(recommendations),
  }),
  strict({
    role: v.literal('store'),
    ...base,
    shards: whole(1, LIMITS.shards),
    replicas: whole(1, LIMITS.replicas),
    shardsMax: v.optional(whole(1, LIMITS.shards)),
    moveBytesPerSecond: v.optional(whole(100, 1_000_000_000)),
    partition: v.optional(partition),
    replication,
    disk: distribution,
  }),
  strict({
    role: v.literal('cache'),
    ...base,
    count: one,
    entries: whole(1, 1_000_000),
    ttlUs: positiveUs,
    ttlJitter: v.optional(probability),
    negativeTtlUs: v.optional(positiveUs),
    earlyBeta: v.optional(number(0, 100)),
    staleUs: v.optional(durationUs),
    leaseUs: v.optional(durationUs),
  }),
  strict({
    role: v.literal('queue'),
    ...base,
    count,
    slots: whole(0, LIMITS.queue),
    visibilityUs: v.optional(positiveUs),
    calls: v.optional(id),
    maxDeliveries: v.optional(deliveries),
    waitUs: v.optional(positiveUs),
  }),
  strict({
    role: v.literal('stream'),
    ...base,
    count: one,
    partitions: whole(1, LIMITS.partitions),
    partitionBy: v.optional(oneOf('user', 'order', 'roundRobin')),
    retention: v.optional(strict({ entries: v.optional(whole(1, LIMITS.queue)), ageUs: v.optional(positiveUs) })),
    lagMax: v.optional(whole(1, LIMITS.queue)),
    waitUs: v.optional(positiveUs),
    maxDeliveries: v.optional(deliveries),
    disk: v.optional(distribution),
  }),
  strict({
    role: v.literal('worker'),
    ...base,
    count,
    ...growth,
    takesFrom: id,
    store: v.optional(id),
    w: v.optional(quorum),
    storeRetry: v.optional(retry),
    poisonShare: v.optional(probability),
    consumer: v.optional(consumer),
  }),
  strict({ role: v.literal('dependency'), ...base, count }),
  strict({ role: v.literal('server'), ...base, count, ...growth, fanOut: v.optional(fanOut) }),
  strict({ role: v.literal('autoscaler'), ...base, count: one, ...autoscaling }),
])
