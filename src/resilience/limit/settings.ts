/** What a concurrency limit is set to, and the published defaults of each law (Netflix concurrency-limits). Laws are in decisions/limit. */
export interface AimdConfig {
  initial: number
  min: number
  max: number
  backoffRatio: number // [0.5, 1)
  timeoutUs: number // slower than this is as bad as dropped
}
export const AIMD_DEFAULTS: AimdConfig = { initial: 20, min: 20, max: 200, backoffRatio: 0.9, timeoutUs: 5_000_000 }

export interface Gradient2Config {
  initial: number
  min: number
  max: number
  queue: number // requests that may wait
  smoothing: number // (0, 1]: weight of the new limit
  longWindow: number // samples
  rttTolerance: number // ≥ 1: how much slower than the long average is still well
}
export const GRADIENT2_DEFAULTS: Gradient2Config = {
  initial: 20,
  min: 20,
  max: 200,
  queue: 4,
  smoothing: 0.2,
  longWindow: 600,
  rttTolerance: 1.5,
}

export interface VegasConfig {
  initial: number
  max: number
  smoothing: number // (0, 1]
  probeMultiplier: number // probes come every jitter × multiplier × limit samples, jitter uniform in 0.5..1
}
export const VEGAS_DEFAULTS: VegasConfig = { initial: 20, max: 1_000, smoothing: 1, probeMultiplier: 30 }

export type LimitConfig =
  | { kind: 'fixed'; limit: number }
  | ({ kind: 'aimd' } & AimdConfig)
  | ({ kind: 'gradient' } & Gradient2Config)
  | ({ kind: 'vegas' } & VegasConfig)
/** What a law leaves out is as in the library it comes from. */
export type LimitSpec =
  | { kind: 'fixed'; limit: number }
  | ({ kind: 'aimd' } & Partial<AimdConfig>)
  | ({ kind: 'gradient' } & Partial<Gradient2Config>)
  | ({ kind: 'vegas' } & Partial<VegasConfig>)

export function limitConfig(spec: LimitSpec): LimitConfig {
  switch (spec.kind) {
    case 'fixed':
      return spec
    case 'aimd':
      return { ...AIMD_DEFAULTS, ...spec }
    case 'gradient':
      return { ...GRADIENT2_DEFAULTS, ...spec }
    case 'vegas':
      return { ...VEGAS_DEFAULTS, ...spec }
  }
}
