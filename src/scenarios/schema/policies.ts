/** Schemas of the policies of calls. Whether an edge has what its policy needs, and whether its parts fit, is asked in policyRelations.ts. */
import * as v from 'valibot'
import { OUTCOME_CAUSES } from '../../cluster/journal'
import { BACKOFFS } from '../../resilience/backoff'
import type { BackoffName } from '../../resilience/backoff'
import type { BreakerConfig, BreakerPreset } from '../../resilience/breaker'
import { BREAKER_PRESETS } from '../../resilience/breaker'
import { MAX_HEDGED_ATTEMPTS } from '../../resilience/hedge'
import { LIMITS } from '../limits'
import type { CallPolicySpec, LimitSpec } from '../policies/spec'
import { CALL_OPERATIONS } from '../policies/spec'
import type { Schema } from './fields'
import { choice, durationUs, flag, id, list, number, oneOf, positiveUs, probability, strict, whole } from './fields'
import { plainBreaker } from './groups'

const calls = whole(1, 1_000)
/** Above 1, a share never opens. */
const rate = number(0, 2)
const cells = { cells: whole(1, 100), cellUs: positiveUs }
const wholeBreaker: Schema<BreakerConfig> = strict({
  window: choice('kind', [
    strict({ kind: v.literal('count'), calls }),
    strict({ kind: v.literal('clock'), ...cells }),
    strict({ kind: v.literal('demand'), ...cells }),
    strict({ kind: v.literal('rotation'), ...cells }),
    strict({ kind: v.literal('all') }),
  ]),
  minimumCalls: number(0, 100_000),
  failureRate: rate,
  slowUs: durationUs,
  slowRate: rate,
  threshold: oneOf('reached', 'exceeded'),
  failuresInARow: whole(0, 1_000),
  judgedAfter: oneOf('call', 'failure', 'cell'),
  counts: oneOf('ended', 'asked'),
  openUs: positiveUs,
  opensFor: oneOf('atLeast', 'longerThan'),
  trials: whole(1, 100),
  trialsJudged: oneOf('each', 'together'),
  trialsLostUs: durationUs,
  trialsLost: oneOf('renewed', 'failed'),
  keepsWindow: flag,
})
const presetName = oneOf(...(Object.keys(BREAKER_PRESETS) as BreakerPreset[]))
const breaker: Schema<NonNullable<CallPolicySpec['breaker']>> = v.lazy(
  (input): Schema<NonNullable<CallPolicySpec['breaker']>> => {
    if (typeof input !== 'object' || input === null) return presetName
    return 'window' in input && typeof input.window === 'number' ? plainBreaker : wholeBreaker
  },
)

const bound = whole(1, LIMITS.inFlight)
const limit: Schema<LimitSpec> = choice('kind', [
  strict({ kind: v.literal('fixed'), limit: bound }),
  strict({
    kind: v.literal('aimd'),
    initial: v.optional(bound),
    min: v.optional(bound),
    max: v.optional(bound),
    backoffRatio: v.optional(number(0.5, 0.99)),
    timeoutUs: v.optional(positiveUs),
  }),
  strict({
    kind: v.literal('gradient'),
    initial: v.optional(bound),
    min: v.optional(bound),
    max: v.optional(bound),
    queue: v.optional(whole(0, 1_000)),
    rttTolerance: v.optional(number(1, 10)),
  }),
  strict({ kind: v.literal('vegas'), initial: v.optional(bound), max: v.optional(bound) }),
])

/** A window in cells: so many parts, each of whole microseconds. */
function parts(of: number) {
  return v.pipe(
    positiveUs,
    v.check((us) => us % of === 0, `notMultiple: ${of}`),
  )
}
const causes = list(oneOf(...OUTCOME_CAUSES.slice(1)), 1, OUTCOME_CAUSES.length)

export const policy: Schema<CallPolicySpec> = strict({
  from: id,
  to: id,
  operations: v.optional(list(oneOf(...CALL_OPERATIONS), 1, CALL_OPERATIONS.length)),
  journeys: v.optional(list(id, 1, LIMITS.journeys)),
  timeoutUs: v.optional(positiveUs),
  deadline: v.optional(flag),
  retry: v.optional(
    strict({
      attempts: whole(1, LIMITS.attempts),
      strategy: v.optional(oneOf(...(Object.keys(BACKOFFS) as BackoffName[]))),
      backoffUs: durationUs,
      maxUs: v.optional(positiveUs),
      multiplier: v.optional(number(1, 10)),
      jitter: v.optional(probability),
    }),
  ),
  budget: v.optional(strict({ ratio: number(0, 1), minRetriesPerSecond: number(0, LIMITS.rate), ttlUs: parts(10) })),
  retryThrottle: v.optional(strict({ maxTokens: number(1, 1_000), tokenRatio: number(0.001, 1_000) })),
  throttle: v.optional(strict({ k: number(1, 100), windowUs: parts(120) })),
  breaker: v.optional(breaker),
  breakerPer: v.optional(v.literal('shard')),
  bulkhead: v.optional(
    strict({
      maxConcurrent: bound,
      maxWaiting: v.optional(whole(0, LIMITS.queue)),
      maxWaitUs: v.optional(durationUs),
    }),
  ),
  limit: v.optional(limit),
  rateLimit: v.optional(strict({ perSecond: number(0.001, LIMITS.totalRate), burst: whole(1, LIMITS.queue) })),
  hedge: v.optional(
    strict({ delayUs: durationUs, maxAttempts: whole(2, MAX_HEDGED_ATTEMPTS), tied: v.optional(flag) }),
  ),
  fallback: v.optional(list(strict({ kind: oneOf('default', 'refuse'), causes: v.optional(causes) }), 1, 10)),
})
