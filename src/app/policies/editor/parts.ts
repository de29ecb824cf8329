/**
 * What a policy of calls may consist of, in the order of its form: what each part begins as, and its fields. Everything that the
 * schema (scenarios/schema/policies.ts) knows can be set here. The words: words/en/policySettings.ts.
 */
import { OUTCOME_CAUSES } from '../../../cluster/journal'
import { BACKOFFS } from '../../../resilience/backoff'
import type { CallEdge, CallPolicySpec } from '../../../scenarios/policies'
import { breakerFields, BREAKER_KINDS } from './breakerFields'
import type { Field } from './fields'
import { withValue } from './fields'
import { limitFields } from './limitFields'

type Ability = CallEdge['abilities'][number]
export type PartName = Exclude<keyof CallPolicySpec, 'from' | 'to' | 'operations' | 'journeys'>

export interface Part<Name extends string = string> {
  name: Name
  /** What a part begins as when it is added. */
  fresh: unknown
  /** Whether the edge can have it; default: any can. */
  needs?: Ability
  fields: (value: unknown, can: (ability: Ability) => boolean) => readonly Field[]
}

const fixed =
  (...fields: Field[]) =>
  () =>
    fields

/** One that is named says how waits grow and how they vary. */
const strategies: Field = {
  path: 'strategy',
  kind: 'choice',
  of: Object.keys(BACKOFFS),
  none: true,
  optional: true,
  set: (part, strategy) =>
    ['multiplier', 'jitter'].reduce(
      (rest, path) => withValue(rest, path, undefined),
      withValue(part, 'strategy', strategy),
    ),
}
const retry = (value: unknown): readonly Field[] => {
  const { strategy } = value as NonNullable<CallPolicySpec['retry']>
  return [
    { path: 'attempts', kind: 'count' },
    strategies,
    ...(strategy === 'none'
      ? []
      : ([
          { path: 'backoffUs', kind: 'ms' },
          { path: 'maxUs', kind: 'ms', optional: true },
        ] as const)),
    ...(strategy === undefined
      ? ([
          { path: 'multiplier', kind: 'number', optional: true, usual: 2 },
          { path: 'jitter', kind: 'share', optional: true, usual: 1 },
        ] as const)
      : []),
  ]
}

export const CALL_PARTS: readonly Part<PartName>[] = [
  { name: 'timeoutUs', fresh: 500_000, fields: fixed({ path: '', kind: 'ms' }) },
  { name: 'deadline', fresh: true, needs: 'deadline', fields: fixed() },
  { name: 'retry', fresh: { attempts: 3, strategy: 'fullJitter', backoffUs: 100_000 }, needs: 'retry', fields: retry },
  {
    name: 'budget',
    fresh: { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: 10_000_000 },
    fields: fixed(
      { path: 'ratio', kind: 'share' },
      { path: 'minRetriesPerSecond', kind: 'number' },
      { path: 'ttlUs', kind: 'ms' },
    ),
  },
  {
    name: 'retryThrottle',
    fresh: { maxTokens: 10, tokenRatio: 0.1 },
    fields: fixed({ path: 'maxTokens', kind: 'number' }, { path: 'tokenRatio', kind: 'number' }),
  },
  {
    name: 'hedge',
    fresh: { delayUs: 50_000, maxAttempts: 2 },
    needs: 'hedge',
    fields: (_, can) => [
      { path: 'delayUs', kind: 'ms' },
      { path: 'maxAttempts', kind: 'count' },
      ...(can('tied') ? ([{ path: 'tied', kind: 'flag' }] as const) : []),
    ],
  },
  { name: 'breaker', fresh: BREAKER_KINDS[0], fields: breakerFields },
  { name: 'breakerPer', fresh: 'shard', needs: 'shards', fields: fixed() },
  {
    name: 'bulkhead',
    fresh: { maxConcurrent: 20 },
    fields: (_, can) => [
      { path: 'maxConcurrent', kind: 'count' },
      ...(can('waiting')
        ? ([
            { path: 'maxWaiting', kind: 'count', optional: true, usual: 0 },
            { path: 'maxWaitUs', kind: 'ms', optional: true, usual: 0 },
          ] as const)
        : []),
    ],
  },
  { name: 'limit', fresh: { kind: 'fixed', limit: 20 }, fields: (value) => limitFields(value, 'calls') },
  {
    name: 'rateLimit',
    fresh: { perSecond: 100, burst: 20 },
    fields: fixed({ path: 'perSecond', kind: 'number' }, { path: 'burst', kind: 'count' }),
  },
  {
    name: 'throttle',
    fresh: { k: 2, windowUs: 120_000_000 },
    fields: fixed({ path: 'k', kind: 'number' }, { path: 'windowUs', kind: 'ms' }),
  },
  {
    name: 'fallback',
    fresh: [{ kind: 'default' }],
    needs: 'fallback',
    fields: (value) =>
      (value as NonNullable<CallPolicySpec['fallback']>).flatMap((_, i): Field[] => [
        { path: `${i}.kind`, kind: 'choice', of: ['default', 'refuse'] },
        { path: `${i}.causes`, kind: 'several', of: OUTCOME_CAUSES.slice(1), optional: true, none: true },
      ]),
  },
]
