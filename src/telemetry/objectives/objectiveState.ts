/** An objective as it stands at a moment: its budget, and how fast each alert's windows burn. Looking changes nothing. */
import { totalOf } from '../../kernel/slidingCounts'
import type { JourneyObjective } from '../shape'
import type { AlertRule } from '../slo'
import { budgetSpent, burnRate } from '../slo'
import type { Objectives } from './objectives'
import { ALL, BAD, copyOf, type ObjectiveWatch } from './objectiveWatch'

export interface AlertState extends AlertRule {
  firingSinceUs: number // −1: it does not fire
  burnLong: number
  burnShort: number
}
export interface ObjectiveState extends JourneyObjective {
  all: number // operations of the period that ends now
  bad: number
  /** Share of the period's budget, were the period's traffic like that so far; above 1: more than there is. */
  spent: number
  alerts: AlertState[]
}

export function objectiveStates({ watches, counts }: Objectives, nowUs: number): ObjectiveState[] {
  return watches.map((watch, w) => stateOf(watch, counts[2 * w], counts[2 * w + 1], nowUs))
}

/** `newAll`, `newBad`: since its last look. */
function stateOf(watch: ObjectiveWatch, newAll: number, newBad: number, nowUs: number): ObjectiveState {
  const { objective, rules, alerts, newest } = watch
  const period = copyOf(watch.period)
  const all = totalOf(period, ALL, nowUs) + newest.all + newAll
  const bad = totalOf(period, BAD, nowUs) + newest.bad + newBad
  const windows = alerts.map(({ windows: now, stepUs }) => {
    const copy = now.clone()
    copy.moveTo(Math.floor(nowUs / stepUs))
    return copy
  })
  return {
    ...objective,
    all,
    bad,
    spent: budgetSpent(objective, burnRate(objective, bad, all), Math.min(nowUs, objective.periodUs)),
    alerts: rules.map((rule, r) => ({
      ...rule,
      // It looked at what came before the moment.
      firingSinceUs: alerts[r].firingSinceUs < 0 ? -1 : alerts[r].firingSinceUs + 1,
      burnLong: burnRate(objective, windows[r].longBad, windows[r].longAll),
      burnShort: burnRate(objective, windows[r].shortBad, windows[r].shortAll),
    })),
  }
}
