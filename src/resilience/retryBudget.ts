/**
 * A retry budget: every request pays in, every retry takes out, so that retries stay a share of the requests of the last
 * `ttlUs`, however badly things go; a small reserve lets those retry who ask seldom. After Finagle's RetryBudget (defaults: 20 %,
 * 10 retries a second, 10 s), and the per-client budget of the SRE book, ch. 21 (10 %).
 */
import type { SlidingCounts } from '../kernel/slidingCounts'
import { addCount, newSlidingCounts, totalOf } from '../kernel/slidingCounts'

export interface RetryBudgetConfig {
  ttlUs: number
  ratio: number // retries a request
  minRetriesPerSecond: number
}
export const FINAGLE_BUDGET: RetryBudgetConfig = { ttlUs: 10_000_000, ratio: 0.2, minRetriesPerSecond: 10 }
/** Payments in the window, in thousandths of a retry. */
export interface RetryBudget {
  payments: SlidingCounts
}
const RETRY = 1_000
const CELLS = 10

export function newRetryBudget({ ttlUs }: RetryBudgetConfig): RetryBudget {
  return { payments: newSlidingCounts(1, ttlUs, CELLS) }
}

/** A first attempt was made. */
export function payIn(budget: RetryBudget, { ratio }: RetryBudgetConfig, nowUs: number): void {
  addCount(budget.payments, 0, Math.floor(RETRY * ratio + 0.5), nowUs)
}

/** Retries that could be made now. */
export function balanceOf(budget: RetryBudget, config: RetryBudgetConfig, nowUs: number): number {
  return reserveOf(config) + totalOf(budget.payments, 0, nowUs) / RETRY
}
function reserveOf({ minRetriesPerSecond, ttlUs }: RetryBudgetConfig): number {
  return (minRetriesPerSecond * ttlUs) / 1_000_000
}

/** May a retry be made now? A yes is paid for. */
export function takeRetry(budget: RetryBudget, config: RetryBudgetConfig, nowUs: number): boolean {
  if (balanceOf(budget, config, nowUs) < 1) return false
  addCount(budget.payments, 0, -RETRY, nowUs)
  return true
}
