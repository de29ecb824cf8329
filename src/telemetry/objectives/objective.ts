/** The alerts that watch over an objective: those of the workbook, at the pace of the objective's period. */
import { TENTH_US } from '../slidingSecond'
import type { AlertRule } from '../slo'
import { RECOMMENDED_ALERTS } from '../slo'

/** The workbook's rules are for thirty days. */
const BOOK_PERIOD_US = 30 * 86_400_000_000
/** Looks within a short window. */
const LOOKS_A_SHORT = 5

/**
 * The workbook's alerts for a period of another length: each window is the same share of it (of 72 minutes an hour of the book is
 * 6 s), so that each alert spends the same share of the budget. The shortest steps are whole tenths of a second.
 */
export function alertRulesFor(periodUs: number): AlertRule[] {
  const [first] = RECOMMENDED_ALERTS
  const exactUs = (first.shortUs / BOOK_PERIOD_US) * periodUs
  const stepUs = TENTH_US * Math.max(1, Math.round(exactUs / LOOKS_A_SHORT / TENTH_US))
  return RECOMMENDED_ALERTS.map(({ severity, shortUs, longUs, burn }) => {
    const scaled = (us: number): number => LOOKS_A_SHORT * stepUs * (us / first.shortUs)
    return { severity, shortUs: scaled(shortUs), longUs: scaled(longUs), burn }
  })
}
/** Between one look at an alert and the next. */
export function lookEveryUs({ shortUs }: AlertRule): number {
  return shortUs / LOOKS_A_SHORT
}
