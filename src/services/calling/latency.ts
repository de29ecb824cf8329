/**
 * How long answers took of late, by two estimates that cost nothing to keep: each answer moves a quantile up or down by a share of
 * itself, so that it comes to rest where as many answers are above it as should be (Robbins and Monro, 1951). Plain data.
 */
import type { RecentLatency } from '../../decisions/faultline'

export type LatencyState = { -readonly [K in keyof RecentLatency]: RecentLatency[K] }

const PACE = 0.05

export function noLatency(): LatencyState {
  return { answers: 0, medianUs: -1, p95Us: -1 }
}
export function learnAnswer(latency: LatencyState, us: number): void {
  if (latency.answers++ === 0) latency.medianUs = latency.p95Us = us
  latency.medianUs = moved(latency.medianUs, 0.5, us)
  latency.p95Us = moved(latency.p95Us, 0.95, us)
}
function moved(atUs: number, quantile: number, us: number): number {
  if (us === atUs) return atUs
  return us > atUs ? atUs * (1 + PACE * quantile) : atUs * (1 - PACE * (1 - quantile))
}
