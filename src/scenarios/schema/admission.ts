/** Schemas of what a service sheds: rates, concurrency limits, and the order in which it serves. */
import * as v from 'valibot'
import type { PriorityShares } from '../../resilience/shed'
import { LIMITS } from '../limits'
import type { LimitSpec } from '../../resilience/limit'
import type { AdmissionSpec } from '../scenario'
import type { Schema } from './fields'
import { choice, flag, number, oneOf, positiveUs, probability, strict, whole } from './fields'

const rate: Schema<NonNullable<AdmissionSpec['rate']>> = strict({
  perSecond: number(0.1, LIMITS.totalRate),
  burst: whole(1, LIMITS.totalRate),
  per: v.optional(oneOf('all', 'tenant')),
})

const atOnce = whole(1, 10_000)
function ascending(...values: (number | undefined)[]): boolean {
  const given = values.filter((x) => x !== undefined)
  return given.every((x, i) => i === 0 || given[i - 1] <= x)
}
export const limit: Schema<LimitSpec> = choice('kind', [
  strict({ kind: v.literal('fixed'), limit: atOnce }),
  v.pipe(
    strict({
      kind: v.literal('aimd'),
      initial: v.optional(atOnce),
      min: v.optional(atOnce),
      max: v.optional(atOnce),
      backoffRatio: v.optional(number(0.5, 0.99)),
      timeoutUs: v.optional(positiveUs),
    }),
    v.check((spec) => ascending(spec.min, spec.initial, spec.max), 'crossed: min, initial, max'),
  ),
  v.pipe(
    strict({
      kind: v.literal('gradient'),
      initial: v.optional(atOnce),
      min: v.optional(atOnce),
      max: v.optional(atOnce),
      queue: v.optional(whole(0, 1_000)),
      smoothing: v.optional(number(0.01, 1)),
      rttTolerance: v.optional(number(1, 10)),
      longWindow: v.optional(whole(1, 10_000)),
    }),
    v.check((spec) => ascending(spec.min, spec.initial, spec.max), 'crossed: min, initial, max'),
  ),
  v.pipe(
    strict({
      kind: v.literal('vegas'),
      initial: v.optional(atOnce),
      max: v.optional(atOnce),
      smoothing: v.optional(number(0.01, 1)),
      probeMultiplier: v.optional(whole(1, 1_000)),
    }),
    v.check((spec) => ascending(spec.initial, spec.max), 'crossed: initial, max'),
  ),
])

const shares: Schema<PriorityShares> = v.pipe(
  v.strictTuple([probability, probability, probability, probability], 'wrongType: four shares, 0 to 1'),
  v.check((each) => each[0] === 1 && each.every((x, i) => i === 0 || x <= each[i - 1]), 'crossed: 1 to 0'),
)
const waits = v.pipe(
  strict({ targetUs: positiveUs, intervalUs: positiveUs }),
  v.check(({ targetUs, intervalUs }) => targetUs <= intervalUs, 'crossed: targetUs, intervalUs'),
)
export const admission: Schema<AdmissionSpec> = v.pipe(
  strict({
    order: v.optional(oneOf('oldest', 'newest', 'important', 'adaptive')),
    deadline: v.optional(flag),
    priority: v.optional(shares),
    rate: v.optional(rate),
    limit: v.optional(limit),
    codel: v.optional(waits),
    delay: v.optional(waits),
  }),
  v.check(({ order, delay }) => order !== 'adaptive' || delay !== undefined, 'needsDelay: delay'),
)
