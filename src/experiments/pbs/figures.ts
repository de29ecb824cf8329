/**
 * Figures out of a fold of trials, each with its sampling noise: four standard errors. A quantile's comes from the sample
 * itself, as half the distance between the quantiles four standard errors of its rank below and above.
 */
import type { Histogram } from '../../kernel'
import type { TrialFold } from './trialFold'

export interface Measured {
  value: number
  noise: number
}
const ERRORS = 4

export function quantileMs(histogram: Histogram, p: number): Measured {
  const step = ERRORS * Math.sqrt((p * (1 - p)) / histogram.count)
  const at = (q: number) => histogram.quantile(Math.min(1, Math.max(0, q))) / 1_000
  // Buckets are of whole microseconds: below that nothing is known.
  return { value: at(p), noise: Math.max((at(p + step) - at(p - step)) / 2, 0.001) }
}

/** The share of fresh reads, of those at the commit (0) or of a later time. */
export function freshness(fold: TrialFold, which: number): Measured {
  const reads = fold.reads[which]
  const value = fold.fresh[which] / reads
  return { value, noise: shareNoise(value, reads) }
}
export function shareNoise(share: number, count: number): number {
  return ERRORS * Math.sqrt(Math.max(share * (1 - share), 1 / count) / count)
}
