import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Draws } from '../../src/kernel'
import { ringPartition } from '../../src/partitioning'
import {
  HEALTH_DEFAULTS,
  byHash,
  checked,
  leastOfChoices,
  leastOutstanding,
  newHealth,
  newRoundRobin,
  nextInTurn,
  orPanic,
  weightNow,
  weightedRandom,
} from '../../src/resilience/choose'

const draws = new Draws(1)
const at = (i: number) => draws.at(0, 0, i, 0)
const shares = (n: number, times: number, choose: (i: number) => number): number[] => {
  const counts = Array<number>(n).fill(0)
  for (let i = 0; i < times; i++) counts[choose(i)]++
  return counts.map((count) => count / times)
}

describe('choosers', () => {
  it('power of two choices: the busiest of n is never chosen, the idlest with 2/n', () => {
    const loads = [4, 3, 2, 1, 0]
    const share = shares(5, 20_000, (i) => leastOfChoices(loads, [1, 1, 1, 1, 1], 2, at(i)))
    expect(share[0]).toBe(0)
    expect(share[4]).toBeCloseTo(0.4, 1)
  })
  it('least outstanding: the least for its weight; among equals each gets its part', () => {
    expect(leastOutstanding([4, 3, 9], [2, 1, 0], at(0))).toBe(0)
    for (const share of shares(3, 9_000, (i) => leastOutstanding([1, 1, 1], [1, 1, 1], at(i))))
      expect(share).toBeCloseTo(1 / 3, 1)
  })
  it('weighted at random: in proportion', () => {
    const share = shares(3, 20_000, (i) => weightedRandom([5, 0, 15], at(i)))
    expect([share[1], Math.abs(share[0] - 0.25) < 0.02]).toEqual([0, true])
  })
  it('smooth weighted round robin: 5, 1, 1 gives a a b a c a a', () => {
    const turns = newRoundRobin(3)
    const order = Array.from({ length: 14 }, () => 'abc'[nextInTurn(turns, [5, 1, 1])]).join('')
    expect(order).toBe('aabacaaaabacaa')
  })
  it('round robin gives each its exact share in every round', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 }), (weights) => {
        const total = weights.reduce((sum, w) => sum + w, 0)
        const turns = newRoundRobin(weights.length)
        const counts = weights.map(() => 0)
        for (let i = 0; i < total; i++) counts[nextInTurn(turns, weights)]++
        expect(counts).toEqual(weights)
      }),
    )
  })

  const ring = ringPartition(['a', 'b', 'c', 'd'])
  it('consistent hash: only the keys of a lost instance move', () => {
    const all = [1, 1, 1, 1]
    const without = [1, 0, 1, 1]
    for (let key = 0; key < 500; key++) {
      const before = byHash(ring, key, [0, 0, 0, 0], all)
      const after = byHash(ring, key, [0, 0, 0, 0], without)
      expect(after).not.toBe(1)
      if (before !== 1) expect(after).toBe(before)
    }
  })
  it('consistent hash with bounded load: nobody takes more than the bound, and a free one is always found', () => {
    const loads = [0, 0, 0, 0]
    for (let i = 0; i < 400; i++) {
      const chosen = byHash(ring, 7, loads, [1, 1, 1, 1], 1.25) // one hot key
      loads[chosen]++
      expect(loads[chosen]).toBeLessThanOrEqual(Math.ceil(((i + 1) / 4) * 1.25))
    }
  })
  it('choose nothing where nothing may be chosen', () => {
    const none = [0, 0]
    expect([
      leastOfChoices([0, 0], none, 2, at(0)),
      leastOutstanding([0, 0], none, at(0)),
      weightedRandom(none, at(0)),
      nextInTurn(newRoundRobin(2), none),
      byHash(ringPartition(['a', 'b']), 1, [0, 0], none),
    ]).toEqual([-1, -1, -1, -1, -1])
  })
})

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
