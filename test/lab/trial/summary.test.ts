/** What is said of many seeds: pairs, intervals, and what nobody can know. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SeedRun } from '../../../src/lab/trial/seedRun'
import { paired, pairsOf, resultText, summarise } from '../../../src/lab/trial/summary'
import { JOURNEY_MEASURES } from '../../../src/lab/trial/figures'
import { runOf } from './trials'
import { trialWithout } from '../../../src/lab/trial/trial'

const run = (seed: number, without: (number | null)[], happened: (number | null)[]): SeedRun => ({
  seed,
  with: { fingerprint: `a${seed}`, values: happened },
  without: { fingerprint: `b${seed}`, values: without },
})

describe('a figure over seeds', () => {
  test('is the mean of both sides and of their difference, seed by seed', () => {
    // Differences 1, 2, 3, 4: mean 2.5, variance 5/3; t of 3 degrees 3.1824463; 3.1824463 · √(5/12) = 2.0542603.
    const found = paired([
      [10, 11],
      [20, 22],
      [30, 33],
      [40, 44],
    ])
    expect(found).toMatchObject({ pairs: 4, without: 25, with: 27.5, difference: 2.5, rose: 4, fell: 0, same: 0 })
    expect(found.halfWidth).toBeCloseTo(2.0542603, 6)
  })
  test('shows a small steady difference between seeds that differ much', () => {
    const found = paired(Array.from({ length: 10 }, (_, i) => [100 * i, 100 * i + 1 + (i % 2) * 0.1] as const))
    expect(found.difference).toBeCloseTo(1.05)
    expect(found.halfWidth).toBeLessThan(0.05)
  })
  test('counts which way seeds went', () => {
    expect(paired([[1, 2], [2, 1], [3, 3], [4, 3]])).toMatchObject({ rose: 1, fell: 2, same: 1 }) // prettier-ignore
  })
  test('has no interval over one seed, and nothing over none', () => {
    expect(paired([[1, 3]])).toMatchObject({ pairs: 1, difference: 2, halfWidth: null })
    expect(paired([])).toEqual({
      pairs: 0,
      without: null,
      with: null,
      difference: null,
      halfWidth: null,
      rose: 0,
      fell: 0,
      same: 0,
    })
  })
  test('leaves out a seed in which one side does not know it', () => {
    const runs = [run(1, [1, null], [2, 2]), run(2, [1, 1], [null, 2]), run(3, [1, 1], [4, 5])]
    expect(pairsOf(runs, 0)).toEqual([[1, 2], [1, 4]]) // prettier-ignore
    expect(pairsOf(runs, 1)).toEqual([[1, 2], [1, 5]]) // prettier-ignore
  })
})

describe('a result', () => {
  const seeds = Array.from({ length: 12 }, (_, i) => 7 + i)
  const trial = trialWithout(runOf(2_000_000), 0, seeds, 2_000_000)
  const width = JOURNEY_MEASURES.length + 1
  const value = fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 }))
  const values = fc.array(value, { minLength: width, maxLength: width })
  const runs = fc.tuple(...seeds.map((seed) => fc.tuple(values, values).map(([a, b]) => run(seed, a, b))))

  test('has the same bytes in whatever order its seeds came', () => {
    fc.assert(
      fc.property(
        runs.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) =>
          resultText(trial, summarise(trial, ['buy'], shuffled)) === resultText(trial, summarise(trial, ['buy'], all)),
      ),
      { numRuns: 50 },
    )
  })
})
