/** Schemas of durations' laws and of what a link draws them for. Every parameter finite and within an hour. */
import * as v from 'valibot'
import type { DistributionSpec } from '../../kernel/distribution'
import { LIMITS } from '../limits'
import type { LatencySpec, LegLatency } from '../scenario'
import type { Schema } from './fields'
import { choice, list, number, probability, strict } from './fields'

const us = number(0, LIMITS.durationUs)
const aboveZeroUs = number(0.001, LIMITS.durationUs)

const parts = v.pipe(
  list(strict({ weight: number(0, 1_000_000), spec: v.lazy(() => distribution) }), 1, LIMITS.mixtureParts),
  v.check((of) => of.some((part) => part.weight > 0), 'noWeight: 0 to 1000000'),
)
const points = v.pipe(
  list(v.strictTuple([probability, us], 'wrongType: [probability, us]'), 2, LIMITS.empiricalPoints),
  v.check((table) => table[0][0] === 0 && table[table.length - 1][0] === 1, 'notFromZeroToOne: 0 to 1'),
  v.check(
    (table) => table.every((point, i) => i === 0 || (point[0] >= table[i - 1][0] && point[1] >= table[i - 1][1])),
    'notAscending: ',
  ),
)

export const distribution: Schema<DistributionSpec> = choice('kind', [
  strict({ kind: v.literal('constant'), us }),
  v.pipe(
    strict({ kind: v.literal('uniform'), minUs: us, maxUs: us }),
    v.check((spec) => spec.minUs <= spec.maxUs, 'notAscending: '),
  ),
  strict({ kind: v.literal('exponential'), meanUs: us, plusUs: v.optional(us) }),
  strict({ kind: v.literal('normal'), meanUs: us, sdUs: us }),
  strict({ kind: v.literal('logNormal'), medianUs: us, sigma: number(0, 5) }),
  strict({ kind: v.literal('pareto'), minUs: aboveZeroUs, alpha: number(0.5, 100) }),
  strict({ kind: v.literal('mixture'), of: parts }),
  strict({ kind: v.literal('empirical'), points }),
])

const legs: Schema<{ legs: LegLatency }> = strict({
  legs: strict({ write: distribution, ack: distribution, read: distribution, response: distribution }),
})
export const latency: Schema<LatencySpec> = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'legs' in input ? legs : distribution,
)
