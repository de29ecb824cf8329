/*
 * Laws of durations in microseconds: what latencies, service times and think times are drawn from. One class for all kinds,
 * so that the engine's compiler sees one shape. Results are not rounded; callers do. Every kind states its own mean,
 * variance, distribution function and quantiles, which tests and the page's previews compare with samples.
 */
import { assert } from './assert'
import type { Draws } from './draws'
import { EmpiricalLaw } from './empiricalLaw'
import { exp, expm1, log, log1p, pow } from './maths'
import { normalCdf, normalDensity, normalQuantile } from './normalLaw'

export type DistributionSpec =
  | { kind: 'constant'; us: number }
  | { kind: 'uniform'; minUs: number; maxUs: number }
  /** meanUs is the exponential part's own mean; plusUs is added to every draw. */
  | { kind: 'exponential'; meanUs: number; plusUs?: number }
  /** meanUs ≥ 0 and sdUs before the cut at 0: negative draws are drawn again. */
  | { kind: 'normal'; meanUs: number; sdUs: number }
  | { kind: 'logNormal'; medianUs: number; sigma: number }
  | { kind: 'pareto'; minUs: number; alpha: number }
  | { kind: 'mixture'; of: { weight: number; spec: DistributionSpec }[] }
  /** Piecewise linear inverse distribution function; first probability 0, last 1. */
  | { kind: 'empirical'; points: [cumulativeProbability: number, us: number][] }

const CONSTANT = 0
const UNIFORM = 1
const EXPONENTIAL = 2
const NORMAL = 3
const LOG_NORMAL = 4
const PARETO = 5
const MIXTURE = 6
const EMPIRICAL = 7

const NO_POINTS = new EmpiricalLaw([
  [0, 0],
  [1, 0],
])

export class Distribution {
  private readonly children: Distribution[] = []
  /** What every draw is, where that is certain; else −1. */
  readonly constantUs: number
  /** Probability of each child, and cumulated. */
  private readonly weights: number[] = []
  private readonly cumulated: number[] = []

  /** `location` and `scale` mean: us; min, width; plus, mean; mean, sd; median, sigma; min, alpha. */
  private constructor(
    private readonly kind: number,
    private readonly location: number,
    private readonly scale: number,
    private readonly points: EmpiricalLaw,
  ) {
    this.constantUs = kind === CONSTANT ? location : -1
  }

  static of(spec: DistributionSpec): Distribution {
    const simple = (kind: number, location: number, scale: number) => new Distribution(kind, location, scale, NO_POINTS)
    switch (spec.kind) {
      case 'constant':
        return simple(CONSTANT, spec.us, 0)
      case 'uniform':
        return simple(UNIFORM, spec.minUs, spec.maxUs - spec.minUs)
      case 'exponential':
        return simple(EXPONENTIAL, spec.plusUs ?? 0, spec.meanUs)
      case 'normal':
        assert(spec.meanUs >= 0, 'a normal duration has a mean ≥ 0')
        return simple(spec.sdUs > 0 ? NORMAL : CONSTANT, spec.meanUs, spec.sdUs)
      case 'logNormal':
        return simple(LOG_NORMAL, spec.medianUs, spec.sigma)
      case 'pareto':
        return simple(PARETO, spec.minUs, spec.alpha)
      case 'mixture':
        return simple(MIXTURE, 0, 0).filledWith(spec.of)
      case 'empirical':
        return new Distribution(EMPIRICAL, 0, 0, new EmpiricalLaw(spec.points))
    }
  }

  private filledWith(parts: { weight: number; spec: DistributionSpec }[]): this {
    const present = parts.filter((part) => part.weight > 0)
    assert(present.length > 0, 'a mixture has a part of positive weight')
    const total = present.reduce((sum, part) => sum + part.weight, 0)
    let cumulated = 0
    for (const { weight, spec } of present) {
      cumulated += weight / total
      this.children.push(Distribution.of(spec))
      this.weights.push(weight / total)
      this.cumulated.push(cumulated)
    }
    return this
  }

  /** One draw, ≥ 0 for specs with values ≥ 0, not rounded. `draws` must have been keyed just before. */
  sampleUs(draws: Draws): number {
    // The usual laws only, so that it is compiled into its caller; the factor says that the rest is a number too.
    if (this.kind === EXPONENTIAL) return this.location + this.scale * draws.exponential()
    return this.kind === CONSTANT ? this.location : 1 * this.sampleOtherUs(draws)
  }
  /** The same number as `sampleUs(draws.at(entity, purpose, a, b))`, quicker. */
  sampleAtUs(draws: Draws, entity: number, purpose: number, a: number, b: number): number {
    if (this.kind === EXPONENTIAL) return this.location + this.scale * draws.exponentialAt(entity, purpose, a, b)
    if (this.kind === CONSTANT) return this.location
    return 1 * this.sampleUs(draws.at(entity, purpose, a, b))
  }
  private sampleOtherUs(draws: Draws): number {
    switch (this.kind) {
      case UNIFORM:
        return this.location + this.scale * draws.unit()
      case NORMAL:
        for (;;) {
          const us = this.location + this.scale * draws.normal()
          if (us >= 0) return us
        }
      case LOG_NORMAL:
        return this.location * exp(this.scale * draws.normal())
      case PARETO:
        return this.location * exp(draws.exponential() / this.scale)
      case MIXTURE: {
        const unit = draws.unit()
        const last = this.children.length - 1
        let i = 0
        while (i < last && unit >= this.cumulated[i]) i++
        return this.children[i].sampleUs(draws)
      }
      default:
        return this.points.quantile(draws.unit())
    }
  }

  /** Infinity for a Pareto part with alpha ≤ 1. */
  meanUs(): number {
    const { location, scale } = this
    switch (this.kind) {
      case CONSTANT:
        return location
      case UNIFORM:
        return location + scale / 2
      case EXPONENTIAL:
        return location + scale
      case NORMAL:
        return location + scale * this.hazardAtZero()
      case LOG_NORMAL:
        return location * exp((scale * scale) / 2)
      case PARETO:
        return scale > 1 ? (location * scale) / (scale - 1) : Infinity
      case MIXTURE:
        return this.average((child) => child.meanUs())
      default:
        return this.points.mean()
    }
  }

  /** In µs²; Infinity for a Pareto part with alpha ≤ 2. */
  variance(): number {
    const { location, scale } = this
    switch (this.kind) {
      case CONSTANT:
        return 0
      case UNIFORM:
        return (scale * scale) / 12
      case EXPONENTIAL:
        return scale * scale
      case NORMAL: {
        const hazard = this.hazardAtZero()
        return scale * scale * (1 - hazard * (location / scale + hazard))
      }
      case LOG_NORMAL:
        return location * location * exp(scale * scale) * expm1(scale * scale)
      case PARETO:
        return scale > 2 ? (location * location * scale) / ((scale - 1) * (scale - 1) * (scale - 2)) : Infinity
      case MIXTURE: {
        const mean = this.meanUs()
        if (mean === Infinity) return Infinity
        return this.average((child) => child.variance() + (child.meanUs() - mean) * (child.meanUs() - mean))
      }
      default:
        return this.points.variance()
    }
  }

  /** P(draw ≤ us). */
  cdf(us: number): number {
    const { location, scale } = this
    switch (this.kind) {
      case CONSTANT:
        return us >= location ? 1 : 0
      case UNIFORM:
        return us >= location + scale ? 1 : us <= location ? 0 : (us - location) / scale
      case EXPONENTIAL:
        return us <= location ? 0 : -expm1(-(us - location) / scale)
      case NORMAL: {
        const below = normalCdf(-location / scale)
        return us <= 0 ? 0 : (normalCdf((us - location) / scale) - below) / (1 - below)
      }
      case LOG_NORMAL:
        if (scale === 0) return us >= location ? 1 : 0
        return us <= 0 ? 0 : normalCdf(log(us / location) / scale)
      case PARETO:
        return us <= location ? 0 : 1 - pow(location / us, scale)
      case MIXTURE:
        return this.average((child) => child.cdf(us))
      default:
        return this.points.cdf(us)
    }
  }

  /** The smallest duration with cdf ≥ p, 0 ≤ p ≤ 1. */
  quantileUs(p: number): number {
    const { location, scale } = this
    switch (this.kind) {
      case CONSTANT:
        return location
      case UNIFORM:
        return location + scale * p
      case EXPONENTIAL:
        return location - scale * log1p(-p)
      case NORMAL: {
        const above = 1 - normalCdf(-location / scale)
        return Math.max(0, location - scale * normalQuantile((1 - p) * above))
      }
      case LOG_NORMAL:
        return scale === 0 ? location : location * exp(scale * normalQuantile(p))
      case PARETO:
        return location * exp(-log1p(-p) / scale)
      case MIXTURE:
        return this.mixtureQuantileUs(p)
      default:
        return this.points.quantile(p)
    }
  }

  /** It lies between the parts' own quantiles; bisection to the last bit. */
  private mixtureQuantileUs(p: number): number {
    const parts = this.children.map((child) => child.quantileUs(p))
    let low = Math.min(...parts)
    let high = Math.max(...parts)
    if (high === Infinity || this.cdf(low) >= p) return high === Infinity ? high : low
    for (;;) {
      const middle = low + (high - low) / 2
      if (middle <= low || middle >= high) return high
      if (this.cdf(middle) < p) low = middle
      else high = middle
    }
  }

  /** φ(α) / (1 − Φ(α)) at α = −mean/sd, where the normal law is cut. */
  private hazardAtZero(): number {
    const ratio = this.location / this.scale
    return normalDensity(ratio) / normalCdf(ratio)
  }

  private average(of: (child: Distribution) => number): number {
    let sum = 0
    for (let i = 0; i < this.children.length; i++) sum += this.weights[i] * of(this.children[i])
    return sum
  }
}
