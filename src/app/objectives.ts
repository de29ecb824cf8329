/** The objectives that the charts draw, from those of the scenario. */
import { objectivesOf } from '../scenarios/objectives'
import type { ObjectiveSpec, Scenario } from '../scenarios/scenario'

/** Of everybody's charts; null: nothing is promised. */
export interface ObjectiveLines {
  staleShare: number | null // at most
  okShare: number | null // at least
  p99Us: number | null // at most
}

/** The strictest of a scenario's objectives of each kind on everybody's operations; a threshold that 99 of 100 keep, for the chart shows the p99. */
export function objectiveLines(scenario: Scenario | null): ObjectiveLines {
  const specs = scenario ? objectivesOf(scenario).filter(({ tenant }) => tenant === undefined) : []
  const strictest = (kind: ObjectiveSpec['kind']): number | null => {
    const targets = specs.filter((spec) => spec.kind === kind).map(({ target }) => target)
    return targets.length > 0 ? Math.max(...targets) : null
  }
  const fresh = strictest('freshness')
  const thresholds = specs.flatMap(({ target, thresholdUs }) => (target >= 0.99 && thresholdUs ? [thresholdUs] : []))
  return {
    staleShare: fresh === null ? null : Math.round((1 - fresh) * 1e6) / 1e6,
    okShare: strictest('availability'),
    p99Us: thresholds.length > 0 ? Math.min(...thresholds) : null,
  }
}
