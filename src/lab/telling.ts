/**
 * What was concealed and is told: its label comes off, for good. Whoever has seen a fault named cannot unsee it, so going back before that
 * moment hides nothing again.
 */
import type { Concealed } from '../cluster/command'
import type { Scenario } from '../scenarios/scenario'

/** Whether the moment has come until which it was to be concealed. */
export function isDue(concealed: Concealed | undefined, nowUs: number): boolean {
  return typeof concealed === 'object' && 'untilUs' in concealed && nowUs >= concealed.untilUs
}

/** The same deed with nothing concealed of it. */
export function told<T extends { concealed?: Concealed }>(deed: T): T {
  const open = { ...deed }
  delete open.concealed
  return open
}

/** The same scenario with a list of faults that may be told of, where that comes by itself: what the run says of its scenario stays. */
export function withOwnFaults(scenario: Scenario): Scenario {
  const { faults } = scenario
  return faults?.some(({ concealed }) => typeof concealed === 'object')
    ? { ...scenario, faults: [...faults] }
    : scenario
}
