/** The choice that experiments of many servers make is the built-in decision's own. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import powerOfTwo from '../../src/decisions/balancer/powerOfTwo'
import { leastOf } from '../../src/experiments/balancing/leastOf'
import { Draws } from '../../src/kernel'

const draws = new Draws(1)

describe('the least busy of a few', () => {
  it('is whom powerOfTwo answers, over the same loads and draws', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(4), (loads, seed, more) => {
        const choices = 1 + more
        const usable = Int32Array.from(loads, (_, i) => i)
        const chosen = leastOf(loads, usable, choices, draws.at(0, 0, seed, 0))
        const luck = draws.at(0, 0, seed, 0)
        const instances = loads.map((outstanding) => ({ name: '', weight: 1, outstanding, isNear: true }))
        const [random, randomInt] = [() => luck.unit(), (below: number) => luck.int(below)]
        const known = { instances, user: 0, preference: [], choices, boundFactor: -1 }
        expect(chosen).toBe(powerOfTwo({ nowUs: 0, random, randomInt, ...known }))
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
