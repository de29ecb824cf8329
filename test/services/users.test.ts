import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pow } from '../../src/kernel/maths'
import { UserPicker } from '../../src/services/users'

/** The rank whose share of the arrivals covers the draw, by looking along all of them. */
function rankBySearch(unit: number, ranks: number, zipf: number): number {
  const weights = Array.from({ length: ranks }, (_, rank) => (zipf === 0 ? 1 : pow(rank + 1, -zipf)))
  const total = weights.reduce((sum, w) => sum + w, 0)
  let sum = 0
  return weights.findIndex((w) => (sum += w) / total >= unit)
}

describe('who comes', () => {
  it('is the rank whose share covers the draw, scattered over the users by a fixed step', () => {
    const unit = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true })
    const many = fc.integer({ min: 1, max: 200 })
    const zipf = fc.constantFrom(0, 0.5, 1, 1.3)
    fc.assert(
      fc.property(many, many, zipf, fc.array(unit, { minLength: 20 }), (users, active, exponent, draws) => {
        const picker = new UserPicker(users, active, exponent)
        const ranks = Math.min(users, active)
        for (const draw of [...draws, ...Array.from({ length: ranks }, (_, r) => (r + 0.5) / ranks)]) {
          const user = picker.pick(draw)
          expect(user).toBe((rankBySearch(draw, ranks, exponent) * stepOf(picker, ranks, exponent)) % users)
        }
      }),
      { numRuns: 50 },
    )
  })
  it('also at the borders between ranks', () => {
    for (const users of [3, 7, 10, 49, 10_000]) {
      const picker = new UserPicker(users, users, 0)
      for (let rank = 1; rank < Math.min(users, 500); rank++) {
        expect(picker.pick(rank / users)).toBe(picker.pick((rank - 0.5) / users))
      }
    }
  })
})

/** The second most popular user tells the step: the most popular one is user 0. */
function stepOf(picker: UserPicker, ranks: number, zipf: number): number {
  if (ranks === 1) return 0
  const [first, second] = zipf === 0 ? [1, 1] : [1, pow(2, -zipf)]
  const total = Array.from({ length: ranks }, (_, r) => (zipf === 0 ? 1 : pow(r + 1, -zipf))).reduce((a, b) => a + b)
  return picker.pick((first + second / 2) / total)
}
