/**
 * A bulkhead: so many calls of one kind at once, and so many more that wait, so that one slow dependency cannot take every
 * worker (Nygard, Release It!; resilience4j's Bulkhead, 25 calls, and maxWaitDuration). Who waits is the caller's to keep, first come
 * first served; the bulkhead counts.
 */
export interface BulkheadConfig {
  maxConcurrent: number
  maxWaiting: number
  maxWaitUs: number
}
export interface Bulkhead {
  running: number
  waiting: number
}
export const RESILIENCE4J_BULKHEAD: BulkheadConfig = { maxConcurrent: 25, maxWaiting: 0, maxWaitUs: 0 }

export function newBulkhead(): Bulkhead {
  return { running: 0, waiting: 0 }
}

/** What becomes of a call that comes now. */
export function enter(bulkhead: Bulkhead, config: BulkheadConfig): 'run' | 'wait' | 'refuse' {
  if (bulkhead.running < config.maxConcurrent) {
    bulkhead.running++
    return 'run'
  }
  if (bulkhead.waiting >= config.maxWaiting) return 'refuse'
  bulkhead.waiting++
  return 'wait'
}

/** A call has ended; true: the first of those who wait begins in its place. */
export function leave(bulkhead: Bulkhead): boolean {
  bulkhead.running--
  if (bulkhead.waiting === 0) return false
  bulkhead.waiting--
  bulkhead.running++
  return true
}

/** One who waited has given up, after `maxWaitUs` or because its caller has. */
export function giveUpWaiting(bulkhead: Bulkhead): void {
  bulkhead.waiting--
}
