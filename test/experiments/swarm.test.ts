/** Random scenarios, seeds and fault schedules: `npm run sim -- --seed N` replays one. */
import { expect, test } from 'vitest'
import { checkCase, drawCase } from '../../src/experiments/swarm'

/** Found by the swarm: a queue that grew while a balancer or a push queue set its time-out lost the way back. */
const FOUND = [150, 312, 340, 402, 442, 705, 740, 885]
const SEEDS = [...Array.from({ length: 300 }, (_, i) => i + 1), ...FOUND.filter((seed) => seed > 300)]

test(`${SEEDS.length} cases: replayed and restored they give the same fingerprint, and healed they drain`, () => {
  const failures = SEEDS.flatMap((seed) => {
    try {
      return checkCase(drawCase(seed)).failures.map(({ code, what }) => `seed ${seed}: ${code}: ${what}`)
    } catch (error) {
      return [`seed ${seed}: ${String(error)}`]
    }
  })
  expect(failures).toEqual([])
}, 300_000)

test('a seed draws the same case again, and writes down all that it drew', () => {
  const drawn = drawCase(17)
  expect(drawCase(17)).toEqual(drawn)
  expect(drawCase(18).scenario).not.toEqual(drawn.scenario)
  expect(new Set(drawn.options.map(([name]) => name)).size).toBeGreaterThan(20)
})

test('cases are many-sided: every kind of group, and most kinds of faults', () => {
  const cases = Array.from({ length: 200 }, (_, i) => drawCase(i + 1))
  const roles = new Set(cases.flatMap(({ scenario }) => scenario.groups.map((group) => group.role)))
  const faults = new Set(
    cases.flatMap(({ scenario, commands }) => [
      ...(scenario.faults ?? []).map(({ kind }) => kind),
      ...commands.map(({ command }) => command.kind),
    ]),
  )
  expect(roles.size).toBe(11)
  expect(faults.size).toBeGreaterThanOrEqual(27)
  const groups = cases.flatMap(({ scenario }) => scenario.groups)
  const strategies = new Set(groups.flatMap((group) => (group.role === 'balancer' ? [group.strategy] : [])))
  expect(strategies.size).toBe(5)
  const policies = cases.flatMap(({ scenario }) => scenario.policies ?? [])
  const parts = new Set(policies.flatMap((policy) => Object.keys(policy)))
  expect(parts.size).toBe(17) // every part that a policy can have
  expect(policies.some(({ hedge }) => hedge?.tied)).toBe(true)
  const backoffs = new Set(policies.map(({ retry }) => retry?.strategy))
  expect(backoffs.size).toBe(7) // and none named
  const has = (field: string) => groups.filter((group) => field in group).length
  for (const field of ['weights', 'health', 'slowStartUs', 'countMax', 'fanOut']) expect(has(field)).toBeGreaterThan(5)
})
