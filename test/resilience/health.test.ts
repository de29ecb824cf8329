import { describe, expect, it } from 'vitest'
import { HEALTH_DEFAULTS, checked, newHealth, orPanic, weightNow } from '../../src/resilience/health'

describe('health', () => {
  it('falls after three failed checks in a row, rises after two that pass', () => {
    const health = newHealth()
    const script = [false, false, true, false, false, false, true, false, true, true]
    const seen = script.map((passed, i) => {
      checked(health, HEALTH_DEFAULTS, passed, i)
      return health.healthy ? 'up' : 'down'
    })
    expect(seen.join(' ')).toBe('up up up up up down down down down up')
  })
  it('slow start: from a tenth to the whole weight; before any trouble, the whole', () => {
    const config = { ...HEALTH_DEFAULTS, rise: 1, fall: 1, slowStartUs: 1_000 }
    const health = newHealth()
    expect(weightNow(health, config, 8, 0)).toBe(8)
    checked(health, config, false, 0)
    expect(weightNow(health, config, 8, 5)).toBe(0)
    checked(health, config, true, 100)
    expect([100, 350, 600, 1_100].map((us) => weightNow(health, config, 8, us))).toEqual([0.8, 2, 4, 8])
  })
  it('too few healthy: everybody serves', () => {
    expect([orPanic([1, 0, 0, 0], [1, 1, 1, 1], 0.5), orPanic([1, 1, 0, 0], [1, 1, 1, 1], 0.5)]).toEqual([
      [1, 1, 1, 1],
      [1, 1, 0, 0],
    ])
  })
})
