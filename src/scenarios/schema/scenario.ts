/** The schema of a whole scenario in its newest version. What it lets through still has to pass relations.ts. */
import * as v from 'valibot'
import { LIMITS } from '../limits'
import type { LinkSpec, Scenario } from '../scenario'
import { SCENARIO_VERSION } from '../scenario'
import { latency } from './distributions'
import { scheduledFault } from './faults'
import type { Schema } from './fields'
import { durationUs, flag, id, list, number, probability, strict, whole } from './fields'
import { group } from './groups'
import { objective } from './journeys'
import { policy } from './policies'

const link: Schema<LinkSpec> = strict({
  from: id,
  to: id,
  latency: v.optional(latency),
  crossZoneUs: v.optional(durationUs),
  loss: v.optional(probability),
  duplicate: v.optional(probability),
  bytesPerSecond: v.optional(number(1, 1e12)),
  ordered: v.optional(flag),
})
const place = strict({ x: number(0, 100), y: number(0, 100) })

export const scenario: Schema<Scenario> = strict({
  version: v.literal(SCENARIO_VERSION, `outOfRange: ${SCENARIO_VERSION}`),
  id,
  zones: list(id, 1, LIMITS.zones),
  latency,
  crossZoneUs: durationUs,
  groups: list(group, 1, LIMITS.groups),
  links: list(link, 0, (LIMITS.groups * (LIMITS.groups + 1)) / 2),
  policies: v.optional(list(policy, 0, LIMITS.policies)),
  faults: v.optional(list(scheduledFault, 0, LIMITS.faults)),
  objectives: v.optional(list(objective, 0, LIMITS.objectives)),
  layout: v.optional(v.record(id, place, 'wrongType: { group: { x, y } }')),
  openAtUs: v.optional(whole(0, LIMITS.openAtUs)),
})
