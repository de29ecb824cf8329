/**
 * Whether an instance gets requests, and how many of its share. Active checks need several results in a row to change their mind
 * (HAProxy's rise 2 and fall 3). One that has just come back gets its share bit by bit (slow start, Envoy: weight × max(10 %, (time
 * since / window)^(1/aggression)), here with aggression 1).
 */
export interface HealthConfig {
  rise: number
  fall: number
  slowStartUs: number // 0: its whole share at once
  leastShare: number // that slow start begins with
}
export const HEALTH_DEFAULTS: HealthConfig = { rise: 2, fall: 3, slowStartUs: 0, leastShare: 0.1 }
export interface Health {
  healthy: boolean
  inARow: number // results that contradict `healthy`
  sinceUs: number // when it became healthy, or unhealthy; −Infinity: it always was
}

export function newHealth(): Health {
  return { healthy: true, inARow: 0, sinceUs: -Infinity }
}

/** A check has been answered or not; true: it changed its mind. */
export function checked(health: Health, { rise, fall }: HealthConfig, passed: boolean, nowUs: number): boolean {
  if (passed === health.healthy) {
    health.inARow = 0
    return false
  }
  health.inARow++
  if (health.inARow < (passed ? rise : fall)) return false
  health.healthy = passed
  health.inARow = 0
  health.sinceUs = nowUs
  return true
}

/** What an instance of this weight counts for now; 0: it gets nothing. */
export function weightNow(health: Health, config: HealthConfig, weight: number, nowUs: number): number {
  if (!health.healthy) return 0
  const ageUs = nowUs - health.sinceUs
  if (ageUs >= config.slowStartUs) return weight
  return weight * Math.max(config.leastShare, ageUs / config.slowStartUs)
}

/**
 * What to choose by when too few are healthy to carry the load: all of them, healthy or not (Envoy's panic threshold). `weights`
 * are those of weightNow; `base`, those before, 0 for whoever takes no part at all.
 */
export function orPanic(weights: readonly number[], base: readonly number[], panicBelow: number): readonly number[] {
  const healthy = weights.filter((weight) => weight > 0).length
  const all = base.filter((weight) => weight > 0).length
  return healthy < panicBelow * all ? base : weights
}
