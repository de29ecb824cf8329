/** Schemas of what users do and what they are promised: journeys, their steps, retries and objectives. */
import * as v from 'valibot'
import { CRITICALITIES } from '../../cluster'
import { LIMITS } from '../limits'
import type { JourneySpec, ObjectiveSpec, RetrySpec, StepSpec, SurgeSpec, TenantSpec, UsersSpec } from '../scenario'
import type { Schema } from './fields'
import {
  choice,
  durationUs,
  flag,
  id,
  list,
  momentUs,
  number,
  oneOf,
  positiveUs,
  probability,
  strict,
  whole,
} from './fields'

/** r and w: how many replicas must answer; whether a store has as many is asked in relations.ts. */
export const quorum = whole(1, LIMITS.replicas)

export const retry: Schema<RetrySpec> = strict({
  attempts: whole(1, LIMITS.attempts),
  timeoutUs: positiveUs,
  backoffUs: durationUs,
  multiplier: v.optional(number(1, 10)),
  jitter: v.optional(probability),
})

const key = oneOf('user', 'order')
const step: Schema<StepSpec> = choice('op', [
  strict({ op: v.literal('write'), key, w: quorum, emitsJob: v.optional(flag) }),
  strict({
    op: v.literal('read'),
    key,
    r: quorum,
    recommendations: v.optional(flag),
    copies: v.optional(flag),
    consistency: v.optional(oneOf('strong', 'bounded', 'session', 'prefix', 'eventual')),
    boundUs: v.optional(positiveUs),
  }),
  strict({ op: v.literal('submit') }),
  strict({ op: v.literal('call'), fanOut: v.optional(whole(1, LIMITS.instances)) }),
  strict({ op: v.literal('transfer'), r: quorum, w: quorum }),
])

const surge: Schema<SurgeSpec> = strict({ fromUs: momentUs, toUs: momentUs, factor: number(0.001, 1_000) })
const surges = v.optional(list(surge, 1, LIMITS.surges))

export const journey: Schema<JourneySpec> = strict({
  id,
  calls: v.optional(id),
  ratePerSecond: number(0.001, LIMITS.rate),
  deadlineUs: positiveUs,
  movesMoney: v.optional(flag),
  criticality: v.optional(oneOf(...CRITICALITIES)),
  steps: list(step, 1, LIMITS.steps),
  surges,
  retry: v.optional(retry),
})

export const objective: Schema<ObjectiveSpec> = strict({
  journey: id,
  tenant: v.optional(id),
  kind: oneOf('availability', 'latency', 'freshness'),
  target: number(0.5, 0.99999),
  thresholdUs: v.optional(positiveUs),
  periodUs: v.optional(whole(LIMITS.periodUsMin, LIMITS.horizonUs)),
})

const tenant: Schema<TenantSpec> = strict({
  id,
  users: whole(1, LIMITS.users),
  rate: v.optional(number(0.001, LIMITS.rate)),
  surges,
})
export const users: Schema<UsersSpec> = strict({
  count: whole(1, LIMITS.users),
  active: whole(1, LIMITS.activeUsers),
  zipf: number(0, 3),
  tenants: v.optional(list(tenant, 1, LIMITS.tenants)),
})
