/** A lab's own list of the scenario's faults, of which one may come to be told (telling.ts). */
import type { Scenario } from '../scenarios/scenario'

/** What the run says of its scenario stays as it is. */
export function withOwnFaults(scenario: Scenario): Scenario {
  const { faults } = scenario
  return faults?.some(({ concealed }) => typeof concealed === 'object')
    ? { ...scenario, faults: [...faults] }
    : scenario
}
