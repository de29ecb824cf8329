/** What a service may turn away, and in which order it serves, in the order of its form; the schema: scenarios/schema/admission.ts. */
import { CODEL_DEFAULTS, CONTROLLED_DELAY_DEFAULTS } from '../../../resilience/shed'
import type { GroupSpec } from '../../../scenarios/scenario'
import type { Field } from './fields'
import { limitFields } from './limitFields'
import type { Part } from './parts'

export type Admission = NonNullable<NonNullable<GroupSpec['capacity']>['admission']>

const waits: readonly Field[] = [
  { path: 'targetUs', kind: 'ms' },
  { path: 'intervalUs', kind: 'ms' },
]

export const ADMISSION_PARTS: readonly Part<keyof Admission>[] = [
  {
    name: 'order',
    fresh: 'important',
    fields: () => [{ path: '', kind: 'choice', of: ['oldest', 'newest', 'important', 'adaptive'] }],
  },
  { name: 'deadline', fresh: true, fields: () => [] },
  {
    name: 'priority',
    fresh: [1, 0.75, 0.5, 0.25],
    fields: () => ['0', '1', '2', '3'].map((path): Field => ({ path, kind: 'share' })),
  },
  {
    name: 'rate',
    fresh: { perSecond: 100, burst: 20 },
    fields: () => [
      { path: 'perSecond', kind: 'number' },
      { path: 'burst', kind: 'count' },
      { path: 'per', kind: 'choice', of: ['all', 'tenant'], none: true, optional: true },
    ],
  },
  { name: 'limit', fresh: { kind: 'fixed', limit: 20 }, fields: (value) => limitFields(value, 'work') },
  { name: 'codel', fresh: CODEL_DEFAULTS, fields: () => waits },
  { name: 'delay', fresh: CONTROLLED_DELAY_DEFAULTS, fields: () => waits },
]
