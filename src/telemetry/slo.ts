/**
 * Service level objectives: error budgets and how fast they burn (The Site Reliability Workbook, ch. 5, "Alerting on SLOs"). A burn
 * rate of 1 spends the budget in exactly the objective's period. An alert fires while both a long and a short window burn
 * fast enough: the long one says that it matters, the short one that it is still so.
 */
import { AlertWindows } from './alertWindows'

export interface Objective {
  target: number // share of good operations, below 1
  periodUs: number
}
export interface AlertRule {
  severity: 'page' | 'ticket'
  longUs: number
  shortUs: number
  burn: number
}
const MINUTE = 60_000_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The workbook's recommendation for an objective over 30 days (table 5-8). */
export const RECOMMENDED_ALERTS: readonly AlertRule[] = [
  { severity: 'page', longUs: HOUR, shortUs: 5 * MINUTE, burn: 14.4 },
  { severity: 'page', longUs: 6 * HOUR, shortUs: 30 * MINUTE, burn: 6 },
  { severity: 'ticket', longUs: 3 * DAY, shortUs: 6 * HOUR, burn: 1 },
]

/** How many times faster than allowed the budget is being spent. */
export function burnRate({ target }: Objective, bad: number, all: number): number {
  return all > 0 ? bad / all / (1 - target) : 0
}
/** The share of the period's budget that a burn rate spends in a window. */
export function budgetSpent({ periodUs }: Objective, burn: number, windowUs: number): number {
  return (burn * windowUs) / periodUs
}
/** The burn rate that spends this share of the budget in a window. */
export function burnFor({ periodUs }: Objective, share: number, windowUs: number): number {
  return (share * periodUs) / windowUs
}
export function exhaustionUs({ periodUs }: Objective, burn: number): number {
  return periodUs / burn
}
/** How long errors of this share last before a window burns fast enough; Infinity: they never do. */
export function detectionUs({ target }: Objective, errorRate: number, windowUs: number, burn: number): number {
  const us = ((1 - target) / errorRate) * windowUs * burn
  // Beyond the window the errors it holds are no more.
  return us <= windowUs * (1 + 1e-12) ? us : Infinity
}
/** How long a window still burns fast enough after errors of this share have ended, having filled it. */
export function resetUs(objective: Objective, errorRate: number, windowUs: number, burn: number): number {
  return Math.max(0, windowUs - detectionUs(objective, errorRate, windowUs, burn))
}
/** Downtime that an availability allows in a period. */
export function downtimeUs(availability: number, periodUs: number): number {
  return (1 - availability) * periodUs
}

/** One alert as it watches: good and bad operations over its two windows. */
export interface Alert {
  stepUs: number // a cell of the windows
  windows: AlertWindows
  firingSinceUs: number // −1: it does not fire
}
/** 1 − 0.999 is not quite 0.001: a burn rate met exactly shall count. */
const ALMOST = 1 - 1e-9
/** What burns slower than this share of a rule's rate does not meet it, however its quotient was rounded. */
const SURELY_LESS = 1 - 1e-6

/** `stepUs`: between one look and the next; it divides both windows. */
export function newAlert({ longUs, shortUs }: AlertRule, stepUs: number): Alert {
  return { stepUs, windows: new AlertWindows(longUs / stepUs, shortUs / stepUs), firingSinceUs: -1 }
}
export function recordOperations({ windows, stepUs }: Alert, all: number, bad: number, nowUs: number): void {
  windows.add(Math.floor(nowUs / stepUs), all, bad)
}
/**
 * Looks at both windows, as of the latest cell counted in; says what has changed. Before time 0 every operation is taken to have been
 * good.
 */
export function judgeAlert(
  alert: Alert,
  rule: AlertRule,
  objective: Objective,
  nowUs: number,
): 'fires' | 'ends' | null {
  const { longBad, longAll, shortBad, shortAll } = alert.windows
  const burns =
    burnsFast(longBad, longAll, rule.longUs, rule, objective, nowUs) &&
    burnsFast(shortBad, shortAll, rule.shortUs, rule, objective, nowUs)
  if (burns === alert.firingSinceUs >= 0) return null
  alert.firingSinceUs = burns ? nowUs : -1
  return burns ? 'fires' : 'ends'
}
function burnsFast(
  bad: number,
  all: number,
  windowUs: number,
  rule: AlertRule,
  objective: Objective,
  nowUs: number,
): boolean {
  // No division where the answer is plain.
  if (bad === 0 || bad < all * (rule.burn * (1 - objective.target) * SURELY_LESS)) return false
  return burnRate(objective, bad, all) * Math.min(1, (nowUs + 1) / windowUs) >= rule.burn * ALMOST
}
