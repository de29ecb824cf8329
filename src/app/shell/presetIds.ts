/**
 * The presets by id, in the order they are offered, and where their stories begin. The scenarios themselves load with the
 * worker; a test holds this list to theirs.
 */
export const PRESET_IDS = [
  'storefront',
  'quorum-disk',
  'slow-replica',
  'flapping-link',
  'retry-storm',
  'web-tier',
  'payments',
  'double-charge',
  'overload',
  'overload-shed',
  'queue-backlog',
  'queue-backpressure',
  'stream-rebalance',
  'poison-job',
  'cache-stampede',
  'cache-coalesced',
  'zone-loss',
  'tail-fanout',
  'autoscale',
  'failing-well',
]
export const FIRST_PRESET = 'storefront'
export const FIRST_SEED = 7
/** A preset opens here, with the past before it already computed: no chart is empty. */
export const OPEN_AT_US = 30_000_000
