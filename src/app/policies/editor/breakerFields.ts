/** A breaker's fields: a library's defaults as they are, a plain one over the last calls, or every detail of either. */
import type { BreakerConfig, BreakerPreset } from '../../../resilience/breaker'
import { BREAKER_PRESETS, countBreaker } from '../../../resilience/breaker'
import type { CallPolicySpec } from '../../../scenarios/policies'
import type { Field } from './fields'

type Breaker = NonNullable<CallPolicySpec['breaker']>
type Plain = Parameters<typeof countBreaker>[0]

export const BREAKER_KINDS = [...(Object.keys(BREAKER_PRESETS) as BreakerPreset[]), 'plain', 'detailed'] as const
type Kind = (typeof BREAKER_KINDS)[number]

const PLAIN: Plain = { window: 20, minimumCalls: 10, failureRate: 0.5, openUs: 5_000_000, trials: 3 }
const WINDOWS: Record<BreakerConfig['window']['kind'], BreakerConfig['window']> = {
  count: { kind: 'count', calls: 20 },
  clock: { kind: 'clock', cells: 10, cellUs: 1_000_000 },
  demand: { kind: 'demand', cells: 10, cellUs: 1_000_000 },
  rotation: { kind: 'rotation', cells: 10, cellUs: 1_000_000 },
  all: { kind: 'all' },
}

function kindOf(breaker: Breaker): Kind {
  if (typeof breaker === 'string') return breaker
  return typeof breaker.window === 'number' ? 'plain' : 'detailed'
}
/** All that it comes to. A plain one of which something is still empty has nothing there. */
export function breakerConfig(breaker: Breaker): BreakerConfig {
  if (typeof breaker === 'string') return BREAKER_PRESETS[breaker]
  return typeof breaker.window === 'object' ? (breaker as BreakerConfig) : countBreaker(breaker as Plain)
}
function inKind(breaker: Breaker, kind: Kind): Breaker {
  if (kind === 'detailed') return JSON.parse(JSON.stringify(breakerConfig(breaker))) as BreakerConfig // what was empty stays so
  return kind === 'plain' ? PLAIN : kind
}

const library: Field = {
  path: '',
  kind: 'choice',
  of: BREAKER_KINDS,
  get: (part) => kindOf(part as Breaker),
  set: (part, kind) => inKind(part as Breaker, kind as Kind),
}
const plain: readonly Field[] = [
  { path: 'window', kind: 'count' },
  { path: 'minimumCalls', kind: 'count' },
  { path: 'failureRate', kind: 'share' },
  { path: 'openUs', kind: 'ms' },
  { path: 'trials', kind: 'count' },
]
const windowKind: Field = {
  path: 'window.kind',
  kind: 'choice',
  of: Object.keys(WINDOWS),
  set: (part, kind) => ({ ...(part as BreakerConfig), window: WINDOWS[kind as keyof typeof WINDOWS] }),
}
function windowFields({ window }: BreakerConfig): readonly Field[] {
  if (window.kind === 'all') return [windowKind]
  if (window.kind === 'count') return [windowKind, { path: 'window.calls', kind: 'count' }]
  return [windowKind, { path: 'window.cells', kind: 'count' }, { path: 'window.cellUs', kind: 'ms' }]
}
const details: readonly Field[] = [
  { path: 'minimumCalls', kind: 'number' },
  { path: 'failureRate', kind: 'share' },
  { path: 'slowUs', kind: 'ms' },
  { path: 'slowRate', kind: 'share' },
  { path: 'threshold', kind: 'choice', of: ['reached', 'exceeded'] },
  { path: 'failuresInARow', kind: 'count' },
  { path: 'judgedAfter', kind: 'choice', of: ['call', 'failure', 'cell'] },
  { path: 'counts', kind: 'choice', of: ['ended', 'asked'] },
  { path: 'openUs', kind: 'ms' },
  { path: 'opensFor', kind: 'choice', of: ['atLeast', 'longerThan'] },
  { path: 'trials', kind: 'count' },
  { path: 'trialsJudged', kind: 'choice', of: ['each', 'together'] },
  { path: 'trialsLostUs', kind: 'ms' },
  { path: 'trialsLost', kind: 'choice', of: ['renewed', 'failed'] },
  { path: 'keepsWindow', kind: 'flag' },
]

export function breakerFields(value: unknown): readonly Field[] {
  const breaker = value as Breaker
  const kind = kindOf(breaker)
  if (kind === 'plain') return [library, ...plain]
  return kind === 'detailed' ? [library, ...windowFields(breaker as BreakerConfig), ...details] : [library]
}
