/** A concurrency limit on a service's own work: in service and waiting together. Its law learns from every piece of work done. */
import type { LimitLaw, Sample } from '../../resilience/limit'
import { aimdLimit, fixedLimit, gradient2Limit, vegasLimit } from '../../resilience/limit'
import type { LimitConfig } from './config'

const LAWS = { fixed: fixedLimit, aimd: aimdLimit, gradient: gradient2Limit, vegas: vegasLimit }

function lawOf({ kind }: LimitConfig): LimitLaw<LimitConfig, unknown> {
  return LAWS[kind] as unknown as LimitLaw<LimitConfig, unknown>
}
export function newLimit(config: LimitConfig): unknown {
  return lawOf(config).start(config)
}
export function limitNow(config: LimitConfig, state: unknown): number {
  return lawOf(config).limitOf(state, config)
}
export function learn(config: LimitConfig, state: unknown, sample: Sample, unit: number): void {
  lawOf(config).update(state, config, sample, unit)
}
