/**
 * One objective as it is watched through a run: its error budget, its alerts over their windows, and since when it burns. Counted
 * operation by operation, looked at in virtual time, always after the same operations: what it says is a value of the run.
 */
import type { SlidingCounts } from '../../kernel/slidingCounts'
import { addCounts, newSlidingCounts } from '../../kernel/slidingCounts'
import type { JourneyObjective } from '../shape'
import { TENTH_US } from '../slidingSecond'
import type { Alert, AlertRule } from '../slo'
import { burnRate, judgeAlert, newAlert } from '../slo'
import { alertRulesFor, lookEveryUs } from './objective'

const PERIOD_CELLS = 60
/** The last of the rules: the period is counted at its looks. */
const SLOWEST = 2
export const ALL = 0
export const BAD = 1

export class ObjectiveWatch {
  /** When its users first felt what burns now, or burnt until a moment ago; −1: nothing burns. */
  burningSinceUs = -1
  /** The last bad operation while it burnt; −1: there was none. */
  lastBurntUs = -1
  /** It burnt at the last look. */
  burns = false
  readonly rules: AlertRule[]
  alerts: Alert[]
  /** All and bad operations of the period, but those counted since the slowest rule's last look. */
  period: SlidingCounts
  /** By rule: counted since its last look, as far as the faster rules' looks have handed it on. */
  private allBefore: number[]
  private badBefore: number[]
  /** So many alerts fire. */
  firing = 0
  /** Since when the shortest window has had bad operations in it, and the last one; −1: none. */
  private badSinceUs = -1
  private lastBadUs = -1
  private readonly stepTenths: number[]
  /** By rule: when its next look is due, in tenths of a second. */
  private nextTenths: number[]

  constructor(readonly objective: JourneyObjective) {
    this.rules = alertRulesFor(objective.periodUs)
    this.stepTenths = this.rules.map((rule) => lookEveryUs(rule) / TENTH_US)
    this.nextTenths = this.stepTenths.slice()
    this.alerts = this.rules.map((rule) => newAlert(rule, lookEveryUs(rule)))
    const periodUs = Math.floor(objective.periodUs / PERIOD_CELLS) * PERIOD_CELLS
    this.period = newSlidingCounts(2, periodUs, PERIOD_CELLS)
    this.allBefore = this.rules.map(() => 0)
    this.badBefore = this.rules.map(() => 0)
  }

  /** An alert that wakes somebody fires. */
  get pages(): boolean {
    return this.alerts.some(({ firingSinceUs }, r) => firingSinceUs >= 0 && this.rules[r].severity === 'page')
  }

  /** When the next look is due, in tenths of a second. */
  get dueTenths(): number {
    return this.nextTenths[0]
  }

  /**
   * The `tenths`-th TENTH_US ends, when a look is due. `all`, `bad`: operations since the last look, the bad ones between `firstBadUs`
   * and `lastBadUs`.
   */
  look(tenths: number, all: number, bad: number, firstBadUs: number, lastBadUs: number): void {
    const { allBefore, badBefore, nextTenths } = this
    if (bad > 0) {
      if (this.badSinceUs < 0) this.badSinceUs = firstBadUs
      this.lastBadUs = lastBadUs
    }
    // Each rule looks at whole numbers of the faster one's looks, and gets from it what that has counted.
    for (let r = 0; r < nextTenths.length; r++) {
      all += allBefore[r]
      bad += badBefore[r]
      const isDue = tenths === nextTenths[r]
      allBefore[r] = isDue ? 0 : all
      badBefore[r] = isDue ? 0 : bad
      if (!isDue) break
      this.lookAt(r, tenths, all, bad)
    }
    this.noteBurning(tenths)
  }
  /** Operations of the period since the slowest rule's last look, as far as this watch has been told. */
  get newest(): { all: number; bad: number } {
    const sum = (counts: number[]): number => counts.reduce((so, count) => so + count)
    return { all: sum(this.allBefore), bad: sum(this.badBefore) }
  }

  clone(): ObjectiveWatch {
    const copy = new ObjectiveWatch(this.objective)
    copy.burningSinceUs = this.burningSinceUs
    copy.lastBurntUs = this.lastBurntUs
    copy.burns = this.burns
    copy.firing = this.firing
    copy.alerts = this.alerts.map((alert) => ({ ...alert, windows: alert.windows.clone() }))
    copy.period = copyOf(this.period)
    copy.allBefore = this.allBefore.slice()
    copy.badBefore = this.badBefore.slice()
    copy.nextTenths = this.nextTenths.slice()
    copy.badSinceUs = this.badSinceUs
    copy.lastBadUs = this.lastBadUs
    return copy
  }
  get bytes(): number {
    return this.alerts.reduce((sum, { windows }) => sum + windows.bytes, this.period.counts.byteLength + 320)
  }

  /** What came since the last look lies in the cell that ends now. */
  private lookAt(r: number, tenths: number, all: number, bad: number): void {
    const { nextTenths, stepTenths } = this
    const { windows, firingSinceUs } = this.alerts[r]
    windows.add(nextTenths[r] / stepTenths[r] - 1, all, bad)
    if (r === SLOWEST && all > 0) addCounts(this.period, all, bad, endOf(tenths))
    nextTenths[r] += stepTenths[r]
    // Where nothing bad is in the long window nothing can fire; most looks end here.
    if (windows.longBad === 0 && firingSinceUs < 0) return
    const change = judgeAlert(this.alerts[r], this.rules[r], this.objective, endOf(tenths))
    if (change !== null) this.firing += change === 'fires' ? 1 : -1
  }

  /** Whether the budget is being spent faster than allowed, by the shortest window there is. */
  private noteBurning(tenths: number): void {
    const { shortBad, shortAll } = this.alerts[0].windows
    if (shortBad === 0) this.badSinceUs = -1
    if (shortBad === 0 && this.burningSinceUs < 0) {
      this.burns = false
      return
    }
    this.burns = shortBad > 0 && burnRate(this.objective, shortBad, shortAll) >= 1
    if (this.burns) {
      if (this.burningSinceUs < 0) this.burningSinceUs = this.badSinceUs
      this.lastBurntUs = this.lastBadUs
    } else if (this.burningSinceUs >= 0 && endOf(tenths) - this.lastBurntUs >= this.rules[0].longUs)
      this.burningSinceUs = -1
  }
}

/** The last microsecond before a tenth of a second ends. */
function endOf(tenths: number): number {
  return tenths * TENTH_US - 1
}
export function copyOf(window: SlidingCounts): SlidingCounts {
  return { ...window, counts: window.counts.slice(), totals: window.totals.slice() }
}
