/**
 * What a chart bucket holds for everybody and for each journey, and the widths of the buckets that are kept. Outcomes and
 * degraded answers belong to the bucket in which their operation was invoked (so that a share of the invoked makes sense);
 * reads, staleness and latency to the bucket in which it returned. `ok`, `failed`, `unknown` and `late` (answered, but
 * after the deadline) exclude each other; what is still open is in none. Latency is that of answered operations, late ones
 * too: failures are counted, not timed (Google, Site Reliability Engineering, ch. 6, "The Four Golden Signals").
 */
import { TENTH_US } from './slidingSecond'

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
export const COLUMNS = CHART_COLUMNS.length

/** Columns of the bucket of the invocation, and the place of each among the counts that are still changing. */
export const COUNT_COLUMNS = [0, 1, 2, 3, 4, 9]
export const COUNTS = COUNT_COLUMNS.length
export const COUNT = { invoked: 0, ok: 1, failed: 2, unknown: 3, late: 4, degraded: 5 } as const
/** Columns of the bucket of the return, and the place of each among them; after `samples` come three quantiles. */
export const RETURN_COLUMNS = [5, 6, 7, 8, 10, 11, 12, 13]
export const RETURN_VALUES = RETURN_COLUMNS.length
export const RETURN = { reads: 0, stale: 1, staleMaxUs: 2, missedMax: 3, samples: 4, p50Us: 5 } as const

export const TICK_US = 10_000
/** Ticks in a tenth of a second, the stretch in which buckets are made. */
export const TENTH_TICKS = 10
/** Each a multiple of the one before: the tick, the tenth of a second, and wider ones. */
export const LEVEL_WIDTHS_US = [TICK_US, TENTH_US, 500_000, 2_000_000, 10_000_000]
/** The same in tenths of a second. */
export const LEVEL_TENTHS = LEVEL_WIDTHS_US.map((us) => us / TENTH_US)
/** How many widths have a bucket that ends with this tenth of a second. */
export function levelsEnding(tenths: number): number {
  let levels = 2
  while (levels < LEVEL_TENTHS.length && tenths % LEVEL_TENTHS[levels] === 0) levels++
  return levels
}
/** Buckets kept at each level, at least. */
export const LEVEL_BUCKETS = 2048
/** Tenths of a second that the first level keeps. */
export const TENTHS_KEPT = Math.ceil(LEVEL_BUCKETS / TENTH_TICKS)
