/** Settings of the transactional modes that cannot be are refused, with the field and what would do. */
import { describe, expect, it } from 'vitest'
import { FaultlineError } from '../../../src/kernel'
import { spannerMode } from '../../../src/scenarios/modes/spanner'
import { twoPhaseCommitMode } from '../../../src/scenarios/modes/twoPhaseCommit'
import { storefront } from '../../../src/scenarios/presets/storefront'
import { validateScenario } from '../../../src/scenarios/schema'
import { shop } from './shop'

function refusalOf(scenario: unknown): unknown {
  try {
    validateScenario(scenario)
    return null
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error
    return { code: error.code, field: error.params.field, problem: error.params.problem }
  }
}
const invalid = (field: string, problem: string) => ({
  code: 'scenario.invalid',
  field: `groups[3].replication.${field}`,
  problem,
})

describe('spanner', () => {
  const spec = spannerMode.defaults(3)
  it('takes its defaults, and those of plain two-phase commit', () => {
    expect(refusalOf(shop(spec))).toBeNull()
    expect(refusalOf(shop(twoPhaseCommitMode.defaults(3)))).toBeNull()
  })
  it.each([
    ['a lease that ends between heartbeats', { leaseUs: 500_000 }, invalid('leaseUs', 'outOfRange')],
    [
      'a lease shorter than the clocks are uncertain',
      { leaseUs: 1e6, masterUs: 600_000 },
      invalid('leaseUs', 'outOfRange'),
    ],
    ['giving up before commit wait can be over', { timeoutUs: 14_000 }, invalid('timeoutUs', 'outOfRange')],
    ['a drift of half the time', { driftPpm: 500_000 }, invalid('driftPpm', 'outOfRange')],
    ['half a unit of money', { initialBalance: 0.5 }, invalid('initialBalance', 'notWhole')],
    ['an unknown setting', { paxos: true }, invalid('paxos', 'unknownField')],
  ])('refuses %s', (_what, changed, refusal) => {
    expect(refusalOf(shop({ ...spec, ...changed }))).toEqual(refusal)
  })
})

it('money is not moved in modes that cannot move it once', () => {
  const store = storefront.groups.find((group) => group.role === 'store')
  const scenario = shop(store?.role === 'store' ? store.replication : spannerMode.defaults(3))
  expect(refusalOf(scenario)).toEqual({
    code: 'scenario.needsConditionalWrites',
    field: 'groups[0].journeys[0].steps[2].op',
    problem: 'needsConditionalWrites',
  })
})
