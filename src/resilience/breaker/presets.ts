/**
 * Breakers with the defaults of well-known libraries, as their own documentation and source have them: resilience4j
 * (CircuitBreakerConfig), Hystrix (HystrixCommandProperties, HystrixCircuitBreaker), Polly v8 (CircuitBreakerStrategyOptions),
 * opossum (lib/circuit.js), gobreaker (Settings), cockatiel (SamplingBreaker over 10 s, half).
 */
import type { BreakerConfig } from './config'

const SECOND = 1_000_000
const NEVER = 2 // no share is above 1

/** One trial at a time, and its result decides: what most have in common. */
const ONE_TRIAL = {
  slowUs: 0,
  slowRate: NEVER,
  failuresInARow: 0,
  counts: 'ended',
  trials: 1,
  trialsJudged: 'each',
  trialsLostUs: 0,
  trialsLost: 'failed',
  keepsWindow: false,
} as const

export const BREAKER_PRESETS = {
  resilience4j: {
    window: { kind: 'count', calls: 100 },
    minimumCalls: 100,
    failureRate: 0.5,
    slowUs: 60 * SECOND,
    slowRate: 1,
    threshold: 'reached',
    failuresInARow: 0,
    judgedAfter: 'call',
    counts: 'ended',
    openUs: 60 * SECOND,
    opensFor: 'longerThan',
    trials: 10,
    trialsJudged: 'together',
    trialsLostUs: 0,
    trialsLost: 'failed',
    keepsWindow: false,
  },
  // Ten seconds in cells of its health snapshots of half a second.
  hystrix: {
    ...ONE_TRIAL,
    window: { kind: 'clock', cells: 20, cellUs: SECOND / 2 },
    minimumCalls: 20,
    failureRate: 0.5,
    threshold: 'reached',
    judgedAfter: 'cell',
    openUs: 5 * SECOND,
    opensFor: 'longerThan',
  },
  polly: {
    ...ONE_TRIAL,
    window: { kind: 'demand', cells: 10, cellUs: 3 * SECOND },
    minimumCalls: 100,
    failureRate: 0.1,
    threshold: 'reached',
    judgedAfter: 'failure',
    openUs: 5 * SECOND,
    opensFor: 'atLeast',
  },
  opossum: {
    ...ONE_TRIAL,
    window: { kind: 'clock', cells: 10, cellUs: SECOND },
    minimumCalls: 0,
    failureRate: 0.5,
    threshold: 'exceeded',
    judgedAfter: 'failure',
    counts: 'asked',
    openUs: 30 * SECOND,
    opensFor: 'atLeast',
    keepsWindow: true,
  },
  gobreaker: {
    ...ONE_TRIAL,
    window: { kind: 'all' },
    minimumCalls: 0,
    failureRate: NEVER,
    threshold: 'reached',
    failuresInARow: 6,
    judgedAfter: 'failure',
    openUs: 60 * SECOND,
    opensFor: 'longerThan',
  },
  cockatiel: {
    ...ONE_TRIAL,
    ...cockatielSampling(0.5, 10 * SECOND),
    threshold: 'exceeded',
    judgedAfter: 'failure',
    openUs: 10 * SECOND,
    opensFor: 'atLeast',
  },
} as const satisfies Record<string, BreakerConfig>
export type BreakerPreset = keyof typeof BREAKER_PRESETS

/** The library whose defaults a config has, field for field; null: settings of its own. */
export function presetWith(config: BreakerConfig): BreakerPreset | null {
  const asText = textOf(config)
  return (Object.keys(BREAKER_PRESETS) as BreakerPreset[]).find((p) => textOf(BREAKER_PRESETS[p]) === asText) ?? null
}
function textOf(config: BreakerConfig): string {
  const inOrder = (fields: object): [string, unknown][] =>
    Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return JSON.stringify([inOrder(config.window), inOrder({ ...config, window: null })])
}

/**
 * Cockatiel's sampling: at least five cells, of a second each at most, and by default as many calls a second as would hold five
 * failures. `minimumRps` 0: that default.
 */
export function cockatielSampling(
  failureRate: number,
  durationUs: number,
  minimumRps = 0,
): Pick<BreakerConfig, 'window' | 'minimumCalls' | 'failureRate'> {
  const cells = Math.max(5, Math.ceil(durationUs / SECOND))
  const cellUs = Math.floor(durationUs / 1_000 / cells + 0.5) * 1_000
  const rps = minimumRps > 0 ? minimumRps : 5 / failureRate
  return { window: { kind: 'rotation', cells, cellUs }, minimumCalls: (cells * cellUs * rps) / SECOND, failureRate }
}

/** A plain breaker over the last calls: its first failed trial opens it again, and lost trials are renewed after another wait. */
export function countBreaker(plain: {
  window: number
  minimumCalls: number
  failureRate: number
  openUs: number
  trials: number
}): BreakerConfig {
  const { window, openUs, ...rest } = plain
  return {
    ...ONE_TRIAL,
    ...rest,
    window: { kind: 'count', calls: window },
    threshold: 'reached',
    judgedAfter: 'call',
    openUs,
    opensFor: 'atLeast',
    trialsLostUs: openUs,
    trialsLost: 'renewed',
  }
}
