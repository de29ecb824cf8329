/** How users of several tenants come: who, when, and how many. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tenantOf } from '../../src/cluster'
import { TenantPicker, surgesWith } from '../../src/services/tenants'
import type { Tenant } from '../../src/services/tenants'

const SALE = { fromUs: 100, toUs: 200, factor: 8 }
const PAIR: Tenant[] = [
  { users: 60, weight: 3, surges: [] },
  { users: 40, weight: 1, surges: [SALE] },
]
const ENDS = [60, 100]

/** The share of evenly spread draws that each tenant has at a moment. */
function sharesAt(tenants: readonly Tenant[], ends: readonly number[], atUs: number): number[] {
  const picker = new TenantPicker(tenants, 50, 1)
  const many = 1_000
  const counts = tenants.map(() => 0)
  for (let i = 0; i < many; i++) counts[tenantOf(ends, picker.pick((i + 0.5) / many, atUs))]++
  return counts.map((n) => n / many)
}

describe('who comes', () => {
  it('is of a tenant in proportion to its rate at that moment', () => {
    expect(sharesAt(PAIR, ENDS, 0)).toEqual([0.75, 0.25])
    expect(sharesAt(PAIR, ENDS, 100)).toEqual([0.273, 0.727]) // 3 of 11
    expect(sharesAt(PAIR, ENDS, 199)).toEqual([0.273, 0.727])
    expect(sharesAt(PAIR, ENDS, 200)).toEqual([0.75, 0.25])
  })
  it('is always a user of that tenant, also at the ends of the draw', () => {
    const tenant = fc.record({ users: fc.integer({ min: 1, max: 50 }), weight: fc.integer({ min: 1, max: 9 }) })
    const unit = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.array(tenant, { minLength: 1, maxLength: 8 }), unit, fc.nat(2), (some, draw, zipf) => {
        const tenants = some.map((each) => ({ ...each, surges: [] }))
        const users = tenants.reduce((sum, t) => sum + t.users, 0)
        const all = tenants.reduce((sum, t) => sum + t.weight, 0)
        const picker = new TenantPicker(tenants, 20, zipf)
        for (const at of [draw, Number.MIN_VALUE, 1 - Number.EPSILON / 2]) {
          const user = picker.pick(at, 0)
          expect(Number.isInteger(user) && user >= 0 && user < users).toBe(true)
        }
        let end = 0
        const ends = tenants.map((t) => (end += t.users))
        let before = 0
        tenants.forEach(({ weight }, t) => {
          expect(tenantOf(ends, picker.pick((before + weight / 2) / all, 0))).toBe(t)
          before += weight
        })
      }),
    )
  })
})

describe('how many come', () => {
  it('grows by what the tenant that surges brings, and by nothing else', () => {
    expect(surgesWith(PAIR, [])).toEqual([{ ...SALE, factor: 11 / 4 }])
  })
  it('goes together with the journey’s own surges', () => {
    expect(surgesWith(PAIR, [{ fromUs: 150, toUs: 300, factor: 2 }])).toEqual([
      { fromUs: 100, toUs: 150, factor: 11 / 4 },
      { fromUs: 150, toUs: 200, factor: 11 / 2 },
      { fromUs: 200, toUs: 300, factor: 2 },
    ])
  })
  it('is as ever where nobody surges', () => {
    expect(surgesWith([PAIR[0]], [])).toEqual([])
  })
})
