import type { Moment } from '../contract'

/** How many instances a group should have. Asked by its autoscaler, at every interval. */
export interface AutoscaleContext extends Moment {
  /** Instances that serve, by their latest report. */
  readonly serving: number
  /** Instances that were ordered and do not serve yet. */
  readonly booting: number
  readonly standingBy: number
  /** What `load` measures: busy workers, 0 to 1; or requests waiting at an instance. */
  readonly measure: 'utilisation' | 'queueDepth'
  /** Mean over those that serve, since the last decision; 0 where nobody serves. */
  readonly load: number
  /** The load that an instance should have. */
  readonly target: number
  readonly min: number
  readonly max: number
  /** For how long an earlier wish for more should still count. */
  readonly cooldownUs: number
}
/** How many there should be, `min` to `max`. Fewer than serve are drained, more are ordered. */
export type AutoscaleAnswer = number
