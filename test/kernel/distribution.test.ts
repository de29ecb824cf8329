/*
 * Each law against theory: closed forms where they are known, numerical integration of quantileUs elsewhere, and samples
 * over keys in sequence within 4.5 standard errors.
 */
import { describe, expect, it } from 'vitest'
import { Distribution, Draws, normalCdf, normalQuantile } from '../../src/kernel'
import type { DistributionSpec } from '../../src/kernel'
import { kolmogorovSmirnov, meanOf } from './statistics'

/** P. Bailis et al., "Probabilistically bounded staleness for practical partial quorums", VLDB 2012, table 3. */
const LNKD_SSD: DistributionSpec = {
  kind: 'mixture',
  of: [
    { weight: 0.9122, spec: { kind: 'pareto', minUs: 235, alpha: 10 } },
    { weight: 0.0878, spec: { kind: 'exponential', meanUs: 1000 / 1.66 } },
  ],
}
const CONTINUOUS: [name: string, spec: DistributionSpec][] = [
  ['uniform', { kind: 'uniform', minUs: 200, maxUs: 900 }],
  ['exponential', { kind: 'exponential', meanUs: 500 }],
  ['exponential with an offset', { kind: 'exponential', meanUs: 500, plusUs: 250 }],
  ['normal, hardly cut', { kind: 'normal', meanUs: 1000, sdUs: 200 }],
  ['normal, much cut', { kind: 'normal', meanUs: 100, sdUs: 400 }],
  ['normal, cut at its mean', { kind: 'normal', meanUs: 0, sdUs: 50 }],
  ['logNormal', { kind: 'logNormal', medianUs: 800, sigma: 0.5 }],
  ['pareto', { kind: 'pareto', minUs: 300, alpha: 6 }],
  ['LNKD-SSD', LNKD_SSD],
  [
    'empirical',
    {
      kind: 'empirical',
      points: [
        [0, 100],
        [0.5, 200],
        [0.9, 800],
        [0.99, 5000],
        [1, 9000],
      ],
    },
  ],
  [
    'a mixture of mixtures',
    {
      kind: 'mixture',
      of: [
        { weight: 3, spec: LNKD_SSD },
        { weight: 1, spec: { kind: 'normal', meanUs: 2000, sdUs: 100 } },
        { weight: 0, spec: { kind: 'pareto', minUs: 1, alpha: 0.5 } },
      ],
    },
  ],
]
const N = 200_000

function sample(spec: DistributionSpec, seed = 2024): Float64Array {
  const law = Distribution.of(spec)
  const draws = new Draws(seed)
  return Float64Array.from({ length: N }, (_, i) => law.sampleUs(draws.at(4, 1, i, 0)))
}

/** ∫ f(quantile(p)) dp by the midpoint rule, with p crowding towards 1 for the tail's sake. */
function integrate(law: Distribution, f: (us: number) => number): number {
  const steps = 1000
  let sum = 0
  for (let i = 0; i < steps; i++) {
    const t = (i + 0.5) / steps
    sum += f(law.quantileUs(1 - t ** 4)) * 4 * t ** 3
  }
  return sum / steps
}

describe.each(CONTINUOUS)('%s', (_, spec) => {
  const law = Distribution.of(spec)

  it('samples have its mean and variance', () => {
    const values = sample(spec)
    const deviations = values.map((us) => us - law.meanUs())
    expect(Math.abs(meanOf(deviations)) / Math.sqrt(law.variance() / N)).toBeLessThan(4.5)
    const squares = deviations.map((d) => d * d)
    const variance = meanOf(squares)
    const error = Math.sqrt(meanOf(squares.map((s) => (s - variance) ** 2)) / N)
    expect(Math.abs(variance - law.variance()) / error).toBeLessThan(4.5)
    expect(values.every((us) => us >= 0)).toBe(true)
  })

  it('samples follow its distribution function', () => {
    expect(kolmogorovSmirnov(sample(spec), (us) => law.cdf(us))).toBeLessThan(2)
  })

  it('mean and variance are those of its quantiles', () => {
    const mean = integrate(law, (us) => us)
    expect(Math.abs(mean / law.meanUs() - 1)).toBeLessThan(1e-4)
    const variance = integrate(law, (us) => (us - law.meanUs()) ** 2)
    expect(Math.abs(variance / law.variance() - 1)).toBeLessThan(5e-3)
  })

  it('quantileUs and cdf undo each other', () => {
    for (const p of [1e-6, 0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 0.999999]) {
      expect(Math.abs(law.cdf(law.quantileUs(p)) - p)).toBeLessThan(1e-12)
    }
    expect(law.cdf(-1)).toBe(0)
    expect(law.cdf(1e15)).toBeCloseTo(1, 12)
  })
})

describe('particular laws', () => {
  it('constant: one value', () => {
    const law = Distribution.of({ kind: 'constant', us: 42 })
    expect([law.sampleUs(new Draws(1)), law.meanUs(), law.variance(), law.quantileUs(0.3)]).toEqual([42, 42, 0, 42])
    expect([law.cdf(41.9), law.cdf(42)]).toEqual([0, 1])
  })

  it('a normal without spread is constant', () => {
    const law = Distribution.of({ kind: 'normal', meanUs: 42, sdUs: 0 })
    expect([law.sampleUs(new Draws(1)), law.variance(), law.quantileUs(0.9)]).toEqual([42, 0, 42])
  })

  it('half a normal has mean sd·√(2/π) and variance sd²(1 − 2/π)', () => {
    const law = Distribution.of({ kind: 'normal', meanUs: 0, sdUs: 100 })
    expect(law.meanUs()).toBeCloseTo(100 * Math.sqrt(2 / Math.PI), 10)
    expect(law.variance()).toBeCloseTo(10_000 * (1 - 2 / Math.PI), 8)
  })

  it('pareto has no mean up to alpha 1 and no variance up to 2', () => {
    const law = (alpha: number) => Distribution.of({ kind: 'pareto', minUs: 100, alpha })
    expect([law(1).meanUs(), law(1).variance(), law(2).meanUs(), law(2).variance()]).toEqual([
      Infinity,
      Infinity,
      200,
      Infinity,
    ])
    const mixed = Distribution.of({
      kind: 'mixture',
      of: [{ weight: 1, spec: { kind: 'pareto', minUs: 1, alpha: 1 } }],
    })
    expect([mixed.meanUs(), mixed.variance()]).toEqual([Infinity, Infinity])
  })

  it('LNKD-SSD: mean, median and far quantiles by hand', () => {
    const law = Distribution.of(LNKD_SSD)
    expect(law.meanUs()).toBeCloseTo(0.9122 * (2350 / 9) + (0.0878 * 1000) / 1.66, 9)
    const above = (us: number) => 0.9122 * Math.min(1, (235 / us) ** 10) + 0.0878 * Math.exp((-us * 1.66) / 1000)
    for (const p of [0.5, 0.9, 0.99, 0.999]) expect(above(law.quantileUs(p))).toBeCloseTo(1 - p, 12)
    const values = sample(LNKD_SSD).sort()
    for (const p of [0.5, 0.9, 0.99, 0.999]) {
      const quantileUs = law.quantileUs(p)
      const belowQuantile = values.findIndex((us) => us > quantileUs)
      expect(Math.abs(belowQuantile - p * N) / Math.sqrt(N * p * (1 - p))).toBeLessThan(4.5)
    }
  })

  it('a mixture of constants jumps where they are', () => {
    const law = Distribution.of({
      kind: 'mixture',
      of: [
        { weight: 1, spec: { kind: 'constant', us: 10 } },
        { weight: 3, spec: { kind: 'constant', us: 30 } },
      ],
    })
    expect([law.quantileUs(0), law.quantileUs(0.25), law.quantileUs(0.26), law.quantileUs(1)]).toEqual([10, 10, 30, 30])
    expect([law.cdf(9), law.cdf(10), law.cdf(29), law.cdf(30)]).toEqual([0, 0.25, 0.25, 1])
    expect([law.meanUs(), law.variance()]).toEqual([25, 75])
  })

  it('an empirical law may have atoms and gaps', () => {
    const law = Distribution.of({
      kind: 'empirical',
      points: [
        [0, 10],
        [0.5, 10],
        [0.5, 20],
        [1, 20],
      ],
    })
    expect([law.quantileUs(0), law.quantileUs(0.5), law.quantileUs(0.51), law.quantileUs(1)]).toEqual([10, 10, 20, 20])
    expect([law.cdf(9), law.cdf(10), law.cdf(15), law.cdf(20)]).toEqual([0, 0.5, 0.5, 1])
    expect([law.meanUs(), law.variance()]).toEqual([15, 25])
  })

  it('the same key gives the same duration, whatever was drawn before', () => {
    const law = Distribution.of(LNKD_SSD)
    const draws = new Draws(3)
    const first = law.sampleUs(draws.at(1, 2, 3, 4))
    for (let i = 0; i < 10; i++) law.sampleUs(draws.at(1, 2, 3, 5))
    expect(law.sampleUs(draws.at(1, 2, 3, 4))).toBe(first)
  })

  it('has pinned samples: a change of any is a new version of the engine', () => {
    const draws = new Draws(12)
    expect(CONTINUOUS.map(([, spec]) => Distribution.of(spec).sampleUs(draws.at(1, 2, 3, 4)))).toEqual(PINNED)
  })
})

describe('the normal law', () => {
  it('has the tables’ values', () => {
    // NIST's figures to 15 places.
    expect(normalCdf(0)).toBe(0.5)
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14)
    expect(normalCdf(-1.959963984540054)).toBeCloseTo(0.025, 14)
    expect(normalCdf(-6) / 9.865876450376946e-10).toBeCloseTo(1, 12)
    expect(normalCdf(-10) / 7.619853024160527e-24).toBeCloseTo(1, 12)
    expect(normalCdf(-3) / 1.3498980316300946e-3).toBeCloseTo(1, 12)
  })

  it('meets itself where the series gives way to the fraction', () => {
    expect(normalCdf(-3.0000001) / normalCdf(-2.9999999)).toBeCloseTo(Math.exp(-3.2830986e-7 * 2), 9)
  })

  it('quantiles undo it', () => {
    for (const p of [1e-300, 1e-20, 1e-6, 0.01, 0.3, 0.5]) expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 11)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
  })
})

const PINNED = [
  481.2856281802816, 345.76874568524374, 595.7687456852437, 961.6296030251353, 23.25920605027065, 48.524628751501524,
  726.8250014115248, 336.6482858588688, 239.34257037628004, 180.36732233722333, 246.13723509363,
]
