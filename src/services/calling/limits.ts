/** The law of a concurrency limit by its name. */
import type { LimitLaw } from '../../resilience/limit'
import { aimdLimit, fixedLimit, gradient2Limit, vegasLimit } from '../../resilience/limit'
import type { LimitConfig } from './policy'

/** The compiler cannot follow which law goes with which configuration; LimitConfig is what holds. */
const LAWS = {
  fixed: fixedLimit,
  aimd: aimdLimit,
  gradient: gradient2Limit,
  vegas: vegasLimit,
} as unknown as Record<LimitConfig['law'], LimitLaw<unknown, unknown>>

export function newLimitState({ law, config }: LimitConfig): unknown {
  return LAWS[law].start(config)
}
/** Calls that may be under way now, a whole number. */
export function limitNow({ law, config }: LimitConfig, state: unknown): number {
  return LAWS[law].limitOf(state, config)
}
/** Takes in how a call went; `unit` is a draw in (0, 1). */
export function learn(
  { law, config }: LimitConfig,
  state: unknown,
  sample: { rttUs: number; inflight: number; dropped: boolean },
  unit: number,
): void {
  LAWS[law].update(state, config, sample, unit)
}
