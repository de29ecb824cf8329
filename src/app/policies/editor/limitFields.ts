/** The fields of a limit on what is under way at once: on a caller's calls, or on a service's work, where laws can be set further. */
import type { LimitSpec } from '../../../resilience/limit'
import { AIMD_DEFAULTS, GRADIENT2_DEFAULTS, VEGAS_DEFAULTS } from '../../../resilience/limit'
import type { Field } from './fields'

type Kind = LimitSpec['kind']
const FRESH: Record<Kind, LimitSpec> = {
  fixed: { kind: 'fixed', limit: 20 },
  aimd: { kind: 'aimd' },
  gradient: { kind: 'gradient' },
  vegas: { kind: 'vegas' },
}
const kind: Field = { path: 'kind', kind: 'choice', of: Object.keys(FRESH), set: (_, to) => FRESH[to as Kind] }

const open = (path: string, of: 'ms' | 'count' | 'number' | 'share', usual: number): Field => ({
  path,
  kind: of,
  optional: true,
  usual,
})
const bounds = ({ initial, min, max }: { initial: number; min: number; max: number }): Field[] => [
  open('initial', 'count', initial),
  open('min', 'count', min),
  open('max', 'count', max),
]

const CALLS: Record<Kind, readonly Field[]> = {
  fixed: [{ path: 'limit', kind: 'count' }],
  aimd: [
    ...bounds(AIMD_DEFAULTS),
    open('backoffRatio', 'share', AIMD_DEFAULTS.backoffRatio),
    open('timeoutUs', 'ms', AIMD_DEFAULTS.timeoutUs),
  ],
  gradient: [
    ...bounds(GRADIENT2_DEFAULTS),
    open('queue', 'count', GRADIENT2_DEFAULTS.queue),
    open('rttTolerance', 'number', GRADIENT2_DEFAULTS.rttTolerance),
  ],
  vegas: [open('initial', 'count', VEGAS_DEFAULTS.initial), open('max', 'count', VEGAS_DEFAULTS.max)],
}
const OF_WORK: Record<Kind, readonly Field[]> = {
  fixed: [],
  aimd: [],
  gradient: [
    open('smoothing', 'number', GRADIENT2_DEFAULTS.smoothing),
    open('longWindow', 'count', GRADIENT2_DEFAULTS.longWindow),
  ],
  vegas: [
    open('smoothing', 'number', VEGAS_DEFAULTS.smoothing),
    open('probeMultiplier', 'count', VEGAS_DEFAULTS.probeMultiplier),
  ],
}

export function limitFields(value: unknown, of: 'calls' | 'work'): readonly Field[] {
  const { kind: law } = value as LimitSpec
  return [kind, ...CALLS[law], ...(of === 'work' ? OF_WORK[law] : [])]
}
