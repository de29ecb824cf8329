/** Every scenario that comes with Faultline, by id and by what its story is about, in the order they are offered. */
export const PRESET_TOPICS = {
  shop: ['storefront', 'payments', 'double-charge', 'failing-well'],
  replicas: ['quorum-disk', 'slow-replica', 'flapping-link', 'own-replica'],
  load: [
    'web-tier',
    'retry-storm',
    'retry-budget',
    'overload',
    'overload-shed',
    'autoscale',
    'hot-tenant',
    'hot-tenant-limited',
  ],
  dependence: [
    'slow-dependency',
    'slow-dependency-breaker',
    'zone-loss',
    'tail-fanout',
    'slow-instance',
    'slow-instance-tied',
    'cache-stampede',
    'cache-coalesced',
  ],
  later: ['queue-backlog', 'queue-backpressure', 'stream-rebalance', 'poison-job'],
} as const
export type PresetTopic = keyof typeof PRESET_TOPICS

export const presetIds: readonly string[] = Object.values(PRESET_TOPICS).flat()
