/** Frames: pooled, transferable typed arrays; what the map and the charts show. */

export const NODE_FIELDS = [
  'flags',
  'slowFactor',
  'utilisation',
  'busy',
  'workers',
  'queueDepth',
  'queueLimit',
  'clockOffsetUs',
  'clockPpm',
  'behindKeys',
  'inFlight',
  'errorRate',
  'perSecond',
  'office',
  'term',
  'waiting', // jobs of a queue that workers take from, entries of a stream that nobody was given
  'oldestUs', // how long the oldest of them has been waiting
  'deadLetters',
] as const
/** Values of the node field `office`: what a replica is to its group. `term` counts elections; a primary's is its epoch. */
export const OFFICE = { none: 0, follower: 1, candidate: 2, leader: 3, primary: 4 } as const
/** Bits of the node field `flags`. */
export const NODE_FLAG = {
  down: 1,
  diskLost: 2,
  stalled: 4,
  diskStalled: 8,
  joining: 16,
  slow: 32,
  clockOff: 64,
  degraded: 128,
  bare: 256, // recommendations are switched off
  copying: 512, // fresh data is
  standsBy: 1024, // takes no part until it is added
  boots: 2048,
  drains: 4096,
} as const
export const LINK_FIELDS = ['flags', 'addedUs', 'lossProbability', 'perSecond', 'breaker', 'heldMessages'] as const
/** Bits of the link field `flags`. */
export const LINK_FLAG = {
  cut: 1,
  held: 2,
  delayed: 4,
  lossy: 8,
  duplicating: 16,
  reordering: 32,
  limited: 64,
  flapping: 128,
} as const
/** Values of the link field `breaker` (0: no breaker on this link). Forced states have their own number. */
export const BREAKER = { none: 0, closed: 1, open: 2, halfOpen: 3, forcedOpen: 4, forcedClosed: 5 } as const
/** One message in flight. `shape`: MESSAGE_SHAPE. `type` is the message type's index in MESSAGE_TYPES (cluster). */
export const MESSAGE_FIELDS = ['link', 'sentUs', 'arrivesUs', 'type', 'shape', 'origin', 'count', 'path'] as const
export const MESSAGE_SHAPE = { request: 0, reply: 1, replication: 2, gossip: 3 } as const
/** A message that was lost since the frame before. `reason`: DROP_REASONS (cluster). */
export const DROP_FIELDS = ['link', 'sentUs', 'atUs', 'type', 'reason'] as const

export interface Frame {
  timeUs: number
  events: number
  nodes: Float32Array // topology.nodes.length × NODE_FIELDS.length
  links: Float32Array // topology.links.length × LINK_FIELDS.length
  messages: Float64Array // messageCount × MESSAGE_FIELDS.length
  messageCount: number // at most 500 are listed
  inFlight: number // all of them
  drops: Float64Array // dropCount × DROP_FIELDS.length
  dropCount: number
  chart: ChartBlock | null
}

/** Columns of a chart block, for the whole and then for each journey: index = (1 + journey) × CHART_COLUMNS.length + column. */
export const CHART_COLUMNS = [
  'invoked',
  'ok',
  'failed',
  'unknown',
  'late',
  'reads',
  'stale',
  'staleMaxUs',
  'missedMax',
  'degraded',
  'samples',
  'p50Us',
  'p95Us',
  'p99Us',
] as const
/**
 * `steps` buckets of `stepUs` from `fromUs`; values by column, then bucket: columns[c × steps + i]; NaN = no data (a gap).
 * Counts are per bucket, operations counted in the bucket where they were invoked except latencies and staleness (when returned).
 */
export interface ChartBlock {
  fromUs: number
  stepUs: number
  steps: number
  columns: Float64Array // (1 + journeys) × CHART_COLUMNS.length × steps
  divergedKeys: Float64Array // steps
  compare: { columns: Float64Array; divergedKeys: Float64Array } | null // the other branch, the same buckets
}
