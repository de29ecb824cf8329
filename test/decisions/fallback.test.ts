/** What is answered with when the real thing failed: by what is built in, the same as a policy, and by others. */
import { describe, expect, it } from 'vitest'
import anythingText from '../../src/decisions/fallback/anything.ts?raw'
import inOrder from '../../src/decisions/fallback/inOrder'
import inOrderText from '../../src/decisions/fallback/inOrder.ts?raw'
import refuseText from '../../src/decisions/fallback/refuse.ts?raw'
import type { Cause } from '../../src/decisions/faultline'
import { failingWell } from '../../src/scenarios/presets/failingWell'
import { slowDependency } from '../../src/scenarios/presets/slowDependency'
import type { Scenario } from '../../src/scenarios/scenario'
import { expectSameRun, play } from './play'

const SECOND = 1_000_000
const LONG = { forUs: 5 * SECOND }

/** The recommendations hang from the first second on. */
const hung: Scenario = {
  ...slowDependency,
  policies: [
    {
      from: 'api',
      to: 'recommendations',
      timeoutUs: 300_000,
      fallback: [{ kind: 'refuse', causes: ['overloaded'] }, { kind: 'default' }],
    },
  ],
  faults: [{ atUs: SECOND, kind: 'stall', target: { group: 'recommendations' } }],
}
/** The store is gone from the second second on; copies of it are in the cache. */
const gone: Scenario = {
  ...failingWell,
  faults: [{ atUs: 2 * SECOND, kind: 'kill', target: { group: 'store' } }],
}

describe('the built-in decision as a policy', () => {
  it.each([
    ['without recommendations', hung],
    ['from a copy', gone],
  ])('runs the very same run: %s', (_, scenario) => {
    const plain = expectSameRun(scenario, ['fallback', inOrderText], LONG)
    expect(play(scenario, ['fallback', refuseText], LONG).failed).toBeGreaterThan(plain.failed)
  })
})

describe('whatever is there', () => {
  it('answers where the chain refuses', () => {
    const strict: Scenario = {
      ...hung,
      policies: (hung.policies ?? []).map((policy) => ({
        ...policy,
        fallback: [{ kind: 'refuse', causes: ['timeout'] }, { kind: 'default' }],
      })),
    }
    const plain = play(strict, null, LONG)
    expect(play(strict, ['fallback', anythingText], LONG).failed).toBeLessThan(plain.failed)
  })
})

describe('in order', () => {
  const chain = [
    { kind: 'staleCache', causes: ['timeout', 'refused'], maxAgeUs: 1_000 },
    { kind: 'staleCache', causes: ['timeout'], maxAgeUs: 60_000 },
    { kind: 'default', causes: ['timeout', 'refused'], maxAgeUs: -1 },
  ] as const
  it.each<[Cause, number, number]>([
    ['timeout', 500, 0],
    ['timeout', 5_000, 1],
    ['refused', 5_000, 2],
    ['timeout', -1, 2],
    ['overloaded', 500, -1],
  ])('after %s with a copy of %i µs: link %i', (cause, ageUs, link) => {
    const luck = { nowUs: 0, random: () => 0.5, randomInt: () => 0 }
    expect(inOrder({ ...luck, cause, operation: 'read', ageUs, chain })).toBe(link)
  })
})
