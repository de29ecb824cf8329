/** What a breaker can be told. Every library's breaker is one of these (presets.ts). Durations in microseconds, rates 0..1. */

/**
 * Which calls count. `count`: the last so many. `clock`: those of the last `cells` cells of time, whose borders are multiples
 * of `cellUs`. `demand`: the same, but a cell begins with the first call after the one before has lasted `cellUs`. `rotation`: as
 * `demand`, and a cell is forgotten only when its place in the ring is needed. `all`: every call since the breaker closed.
 */
export type WindowConfig =
  | { kind: 'count'; calls: number }
  | { kind: 'clock' | 'demand' | 'rotation'; cells: number; cellUs: number }
  | { kind: 'all' }

export interface BreakerConfig {
  window: WindowConfig
  /** Fewer calls than this in the window are no evidence. */
  minimumCalls: number
  /** The share of failures that opens; above 1: none does. */
  failureRate: number
  /** A call that took longer than `slowUs` is slow; the share of slow calls that opens; above 1: none does. */
  slowUs: number
  slowRate: number
  /** Whether a share must be reached or exceeded. */
  threshold: 'reached' | 'exceeded'
  /** So many failures in a row open; 0: the shares decide. */
  failuresInARow: number
  /** When the window is looked at: after every call, after a failure, or whenever a cell of time is over. */
  judgedAfter: 'call' | 'failure' | 'cell'
  /** What counts as a call: one that ended, or one that was asked for, also in vain. */
  counts: 'ended' | 'asked'
  openUs: number
  /** Whether the first trial may come at `openUs` or only after it. */
  opensFor: 'atLeast' | 'longerThan'
  /** Calls let through half-open. */
  trials: number
  /** The first failed trial opens again; or all trials together are judged by the same shares. */
  trialsJudged: 'each' | 'together'
  /** Half-open for so long, new trials begin, or it opens again; 0: it waits for its trials for ever. */
  trialsLostUs: number
  trialsLost: 'renewed' | 'failed'
  /** Whether what was counted outlives a change of mode. */
  keepsWindow: boolean
}
