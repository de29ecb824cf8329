/** The laws by which a balancer chooses; that their runs are the same as policies; what a zone's own does. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import consistentHash from '../../src/decisions/balancer/consistentHash'
import consistentHashText from '../../src/decisions/balancer/consistentHash.ts?raw'
import leastOutstanding from '../../src/decisions/balancer/leastOutstanding'
import leastOutstandingText from '../../src/decisions/balancer/leastOutstanding.ts?raw'
import near from '../../src/decisions/balancer/near'
import powerOfTwo from '../../src/decisions/balancer/powerOfTwo'
import powerOfTwoText from '../../src/decisions/balancer/powerOfTwo.ts?raw'
import random from '../../src/decisions/balancer/random'
import randomText from '../../src/decisions/balancer/random.ts?raw'
import roundRobin from '../../src/decisions/balancer/roundRobin'
import roundRobinText from '../../src/decisions/balancer/roundRobin.ts?raw'
import type { BalancerContext } from '../../src/decisions/faultline'
import { Draws } from '../../src/kernel'
import { pointOf, preferenceList, ringPartition } from '../../src/partitioning'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { GroupSpec, Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { expectSameRun } from './play'

const draws = new Draws(1)
const asked = (loads: number[], weights: number[], i = 0): BalancerContext => {
  const luck = draws.at(0, 0, i, 0)
  return {
    nowUs: 0,
    random: () => luck.unit(),
    randomInt: (below) => luck.int(below),
    instances: loads.map((outstanding, k) => ({ name: `i-${k}`, weight: weights[k], outstanding, isNear: k === 0 })),
    user: 0,
    preference: [],
    choices: 2,
    boundFactor: -1,
  }
}
const shares = (n: number, times: number, choose: (i: number) => number): number[] => {
  const counts = Array<number>(n).fill(0)
  for (let i = 0; i < times; i++) counts[choose(i)]++
  return counts.map((count) => count / times)
}

describe('decisions of balancers', () => {
  it('power of two choices: the busiest of n is never chosen, the idlest with 2/n', () => {
    const loads = [4, 3, 2, 1, 0]
    const share = shares(5, 20_000, (i) => powerOfTwo(asked(loads, [1, 1, 1, 1, 1], i)))
    expect(share[0]).toBe(0)
    expect(share[4]).toBeCloseTo(0.4, 1)
  })
  it('least outstanding: the least for its weight; among equals each gets its part', () => {
    expect(leastOutstanding(asked([4, 3, 9], [2, 1, 0]))).toBe(0)
    for (const share of shares(3, 9_000, (i) => leastOutstanding(asked([1, 1, 1], [1, 1, 1], i))))
      expect(share).toBeCloseTo(1 / 3, 1)
  })
  it('weighted at random: in proportion', () => {
    const share = shares(3, 20_000, (i) => random(asked([0, 0, 0], [5, 0, 15], i)))
    expect([share[1], Math.abs(share[0] - 0.25) < 0.02]).toEqual([0, true])
  })
  it('smooth weighted round robin: 5, 1, 1 gives a a b a c a a', () => {
    const turns = { credit: [] }
    const order = Array.from({ length: 14 }, () => 'abc'[roundRobin(asked([0, 0, 0], [5, 1, 1]), turns)]).join('')
    expect(order).toBe('aabacaaaabacaa')
  })
  it('round robin gives each its exact share in every round', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 }), (weights) => {
        const total = weights.reduce((sum, w) => sum + w, 0)
        const turns = { credit: [] }
        const counts = weights.map(() => 0)
        for (let i = 0; i < total; i++) counts[roundRobin(asked(counts, weights), turns)]++
        expect(counts).toEqual(weights)
      }),
    )
  })

  const ring = ringPartition(['a', 'b', 'c', 'd'])
  const hashed = (key: number, loads: number[], weights: number[], boundFactor = -1): BalancerContext => {
    const preference = preferenceList(ring, pointOf(ring, key), loads.length)
    return { ...asked(loads, weights), preference, boundFactor }
  }
  it('consistent hash: only the keys of a lost instance move', () => {
    const all = [1, 1, 1, 1]
    const without = [1, 0, 1, 1]
    for (let key = 0; key < 500; key++) {
      const before = consistentHash(hashed(key, [0, 0, 0, 0], all))
      const after = consistentHash(hashed(key, [0, 0, 0, 0], without))
      expect(after).not.toBe(1)
      if (before !== 1) expect(after).toBe(before)
    }
  })
  it('consistent hash with bounded load: nobody takes more than the bound, and a free one is always found', () => {
    const loads = [0, 0, 0, 0]
    for (let i = 0; i < 400; i++) {
      const chosen = consistentHash(hashed(7, loads, [1, 1, 1, 1], 1.25)) // one hot key
      loads[chosen]++
      expect(loads[chosen]).toBeLessThanOrEqual(Math.ceil(((i + 1) / 4) * 1.25))
    }
  })
  it('choose nothing where nothing may be chosen', () => {
    const none = { ...asked([0, 0], [0, 0]), preference: [1, 0] }
    const answers = [powerOfTwo, leastOutstanding, random, consistentHash, near].map((decide) => decide(none))
    expect([...answers, roundRobin(none, { credit: [] })]).toEqual([-1, -1, -1, -1, -1, -1])
  })
})

type Balancer = Extract<GroupSpec, { role: 'balancer' }>
/** The storefront behind a balancer that checks its instances' health. */
function behind(balancer: Partial<Balancer>): Scenario {
  const health = { intervalUs: 1_000_000, timeoutUs: 500_000, unhealthyAfter: 1, healthyAfter: 1 }
  const groups = PRESETS.storefront.groups.map((group) =>
    group.role === 'balancer' ? { ...group, health, ...balancer } : group,
  )
  return validateScenario({ ...PRESETS.storefront, groups })
}

describe('the built-in decisions as policies', () => {
  const runs: [string, Scenario, string][] = [
    ['in turn, with weights', behind({ strategy: 'roundRobin', weights: [5, 1, 1] }), roundRobinText],
    ['at random', behind({ strategy: 'random' }), randomText],
    ['fewest outstanding', behind({ strategy: 'leastOutstanding' }), leastOutstandingText],
    ['the less busy of two', behind({ strategy: 'powerOfTwo' }), powerOfTwoText],
    [
      'consistent hash with bounded load',
      behind({ strategy: 'consistentHash', boundedLoad: 1.25 }),
      consistentHashText,
    ],
  ]
  it.each(runs)('run the very same run: %s', (_name, scenario, text) => {
    expectSameRun(scenario, ['balancer', text], { faults: { 1e6: { kind: 'kill', target: { node: 'api-2' } } } })
  })
})
