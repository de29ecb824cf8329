/**
 * From where on something counts: what users are said to feel (the sentence), what is called changed (the effect card), and
 * the objectives that the charts draw. One place, so that they agree.
 */
import type { Scenario } from '../scenarios/scenario'

/** Fewer ok than this, more stale than this, a p99 from here on: users feel it. A change by less is called none. */
export const FELT = { okShare: 0.995, staleShare: 0.0005, slowUs: 1_000_000 }

export interface Objectives {
  staleShare: number // at most
  okShare: number // at least
  p99Us: number // at most
}

/** Of a scenario: 1 % stale reads, 99 % answered in time, and a p99 within half of its shortest deadline. */
export function objectivesOf(scenario: Scenario | null): Objectives {
  const groups = scenario?.groups ?? []
  const deadlines = groups.flatMap((group) => (group.role === 'clients' ? group.journeys.map((j) => j.deadlineUs) : []))
  const shortestUs = Math.min(...deadlines)
  return { staleShare: 0.01, okShare: 0.99, p99Us: (Number.isFinite(shortestUs) ? shortestUs : FELT.slowUs) / 2 }
}
