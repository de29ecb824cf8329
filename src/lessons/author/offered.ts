/** The figures that a scenario can give, about one thing at a time: what an author makes goals and predictions of. */
import { GUARANTEES } from '../../lab/judging/verdict'
import type { Scenario } from '../../scenarios/scenario'
import type { Condition, Figure, Operations } from '../figures'
import { checkFigures } from '../figures/schema'

/** Operations of a journey, the nodes of a group, or (neither) all of it; from `fromS` on and before `toS`. */
export interface About {
  journey?: string
  group?: string
  fromS?: number
  toS?: number
}

export function offeredFigures(scenario: Scenario, { journey, group, fromS, toS }: About): Figure[] {
  const within = { ...(fromS === undefined ? {} : { fromS }), ...(toS === undefined ? {} : { toS }) }
  const figures =
    group === undefined
      ? [
          ...ofOperations({ ...(journey === undefined ? {} : { journey }), ...within }),
          ...(journey === undefined ? ofAll(within) : [{ figure: 'budgetSpent', journey } as const]),
        ]
      : ofGroup(group, within)
  return figures.filter((of) => fits(scenario, of))
}

function ofOperations(about: Operations): Figure[] {
  const reads: Operations = { ...about, kind: 'read' }
  return [
    { figure: 'okShare', ...about },
    { figure: 'goodput', ...about },
    { figure: 'latencyMs', quantile: 0.5, ...about },
    { figure: 'latencyMs', quantile: 0.99, ...about },
    { figure: 'outageS', ...about },
    { figure: 'attempts', ...about },
    { figure: 'count', ...about },
    { figure: 'inTime', ...about },
    { figure: 'failed', ...about },
    { figure: 'unknown', ...about },
    { figure: 'appliedUnknown', ...about },
    { figure: 'unappliedUnknown', ...about },
    { figure: 'degradedShare', ...about },
    { figure: 'staleShare', ...reads },
    { figure: 'staleMaxMs', ...reads },
    { figure: 'unlabelledStale', ...reads },
    ...GUARANTEES.map((guarantee): Figure => ({ figure: 'broken', guarantee, ...about })),
  ]
}
function ofAll(within: { fromS?: number; toS?: number }): Figure[] {
  return [
    { figure: 'writesLost', ...within },
    { figure: 'effectsRepeated', ...within },
    { figure: 'leadersAtOnce', ...within },
    { figure: 'keysDiverged', ...within },
    { figure: 'keysMoved', ...within },
    { figure: 'messages', ...within },
    { figure: 'utilisationMax', ...within },
    { figure: 'skew', ...within },
    { figure: 'alerts', severity: 'page', ...within },
    { figure: 'alerts', severity: 'ticket', ...within },
    { figure: 'detectS' },
    { figure: 'mitigateS' },
    { figure: 'budgetSpent' },
  ]
}
function ofGroup(group: string, within: { fromS?: number; toS?: number }): Figure[] {
  return [
    { figure: 'utilisationMax', group, ...within },
    { figure: 'skew', group, ...within },
    { figure: 'messages', group, ...within },
  ]
}

function fits(scenario: Scenario, of: Figure): boolean {
  try {
    checkFigures(scenario, [{ of, atLeast: 0 }])
    return true
  } catch {
    return false
  }
}

/**
 * A bound for a figure: halfway between what the start and the solution give, on the solution's side; where they are the same or one is not
 * known, what there is. Rounded so that it can be read.
 */
export function suggestedBound(of: Figure, start: number | null, solution: number | null): Condition {
  const known = solution ?? start ?? 0
  if (start === null || solution === null || start === solution) return { of, atLeast: round(known) }
  const middle = round((start + solution) / 2)
  return solution > start ? { of, atLeast: middle } : { of, atMost: middle }
}
/** To three digits. */
function round(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(3))
}
