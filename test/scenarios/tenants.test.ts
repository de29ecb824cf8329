/** Tenants in a scenario: what is refused, how they come, and the story that the presets tell. */
import { describe, expect, it } from 'vitest'
import { tenantOf } from '../../src/cluster'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Scenario, UsersSpec } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { tenantEndsOf } from '../../src/scenarios/tenants'
import type { Ended, Told } from './ended'
import { begunIn, okShareOf, quantileMs, tell } from './ended'
import { changed, refusalOf } from './gate'

const SEEDS = [1, 2, 3]
const hot = PRESETS['hot-tenant']
const limited = PRESETS['hot-tenant-limited']
const users = (tenants: UsersSpec['tenants']) => ({ count: 100, active: 10, zipf: 0, tenants })
const [A, B] = [
  { id: 'a', users: 60 },
  { id: 'b', users: 40 },
]

describe('tenants that cannot be are refused with the field', () => {
  const T = 'groups[0].users.tenants'
  it.each([
    [[A, { ...B, id: 'a' }], `${T}[1].id`, 'duplicate'],
    [[A, { ...B, users: 39 }], `${T}[1].users`, 'notAllUsers'],
    [[{ ...A, users: 100 }, B], `${T}[0].users`, 'notAllUsers'],
    [[{ ...A, rate: 2 }, B], `${T}[1].rate`, 'missing'],
    [[A, { ...B, rate: 0 }], `${T}[1].rate`, 'outOfRange'],
    [[A, { ...B, surges: [{ fromUs: 9, toUs: 5, factor: 2 }] }], `${T}[1].surges[0]`, 'notAscending'],
    [[A, { ...B, name: 'b' }], `${T}[1].name`, 'unknownField'],
    [Array.from({ length: 9 }, (_, i) => ({ id: `t${i}`, users: 1 })), T, 'tooMany'],
    [
      [A, { ...B, surges: [{ fromUs: 0, toUs: 5, factor: 1_000 }] }],
      'groups[0].journeys[0].ratePerSecond',
      'tooMuchLoad',
    ],
  ])('%j', (tenants, field, problem) => {
    const scenario = changed('groups.0.users', users(tenants), hot)
    expect(refusalOf(() => validateScenario(scenario))).toMatchObject({ code: 'scenario.invalid', field, problem })
  })
  it('a limit for each tenant needs tenants, and requests that say whose they are', () => {
    const per = 'groups[2].capacity.admission.rate.per'
    const nobody = changed('groups.0.users', { count: 100, active: 10, zipf: 0 }, limited)
    expect(refusalOf(() => validateScenario(nobody))).toMatchObject({ field: per, problem: 'needsTenants' })
    const capacity = limited.groups[2].capacity
    const inQueue = changed('groups.6.capacity', capacity)
    expect(refusalOf(() => validateScenario(inQueue))).toMatchObject({ problem: 'tenantUnknown' })
    expect(validateScenario(limited)).toEqual(limited)
  })
})

const byTenant = (told: Told, scenario: Scenario, fromS: number, toS: number): Ended[][] => {
  const ends = tenantEndsOf(scenario)
  const some = begunIn(told, fromS, toS)
  return ends.map((_, t) => some.filter((op) => tenantOf(ends, op.user) === t))
}
const perSecond = (some: Ended[], seconds: number): number => some.length / seconds

describe('hot-tenant', () => {
  it.each(SEEDS)('seed %i: one surges, the others come as ever, and all of them fail', (seed) => {
    const told = tell(hot, seed, 90)
    for (const some of byTenant(told, hot, 5, 35)) {
      expect(Math.abs(perSecond(some, 30) - 25)).toBeLessThan(4)
      expect(okShareOf(some)).toBeGreaterThan(0.999)
    }
    const [north, ...others] = byTenant(told, hot, 40, 65)
    expect(Math.abs(perSecond(north, 25) - 200)).toBeLessThan(12)
    expect(okShareOf(north)).toBeLessThan(0.2)
    for (const some of others) {
      expect(Math.abs(perSecond(some, 25) - 25)).toBeLessThan(4)
      expect(okShareOf(some)).toBeLessThan(0.2)
    }
    for (const some of byTenant(told, hot, 75, 88)) expect(okShareOf(some)).toBeGreaterThan(0.999)
  })
  it.each(SEEDS)('seed %i, limited: the hot one is turned away beyond its share, the others are served', (seed) => {
    const told = tell(limited, seed, 70)
    const [north, ...others] = byTenant(told, limited, 40, 65)
    expect(Math.abs(perSecond(north, 25) * okShareOf(north) - 80)).toBeLessThan(8) // 40 a second at each of two
    for (const some of others) {
      expect(okShareOf(some)).toBeGreaterThan(0.99)
      expect(quantileMs(some, 0.95)).toBeLessThan(400)
    }
  })
})
