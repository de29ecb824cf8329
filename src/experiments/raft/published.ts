/**
 * Published figures of Raft's elections: D. Ongaro, "Consensus: Bridging Theory and Practice", Stanford 2014, chapter 9 and
 * appendix B; digits from the author's repository (ongardie/dissertation): formulas from its text, quantiles from its plots.
 * Milliseconds, unless a timeout's range is the unit.
 */
import type { Figures } from '../experiment'

export const RAFT_SOURCE = 'D. Ongaro, Consensus: Bridging Theory and Practice, 2014 (author’s repository)'

/** P(split vote) of the first election, by (n, failed) and one-way latency over the timeout's range. */
export const SPLIT_CASES: readonly { n: number; failed: number; l: number }[] = (
  [
    [3, 1],
    [5, 1],
    [5, 2],
    [7, 1],
    [7, 3],
  ] as const
).flatMap(([n, failed]) => [0.01, 0.05, 0.1, 0.2, 0.3].map((l) => ({ n, failed, l })))
export const SPLIT_TOLERANCE = 0.004

/** Time without a leader, by (n, alive), with timeouts of one to two units and a heartbeat each half. */
export const DOWNTIME_CASES: readonly { n: number; s: number; l: number }[] = (
  [
    [3, 2],
    [5, 4],
    [5, 3],
    [7, 6],
    [7, 4],
    [9, 8],
    [9, 5],
  ] as const
).flatMap(([n, s]) => [0.05, 0.1, 0.2].map((l) => ({ n, s, l })))
export const DOWNTIME_TOLERANCE = 0.05

/** AvailSim's elections over a wide area: what it is judged by (a long run of the same model), and the thesis's own figures. */
export const WAN: readonly { failed: number; expected: Figures; paper: Figures }[] = [
  { failed: 0, expected: { p50: 409.1, mean: 429.0, p999: 986.7 }, paper: { p50: 409.5 } },
  { failed: 1, expected: { p50: 422.0, mean: 466.8, p999: 1394.4 }, paper: { p50: 423.3, mean: 475, p999: 1500 } },
]
export const WAN_TOLERANCE: Figures = { p50: 0.02, mean: 0.04, p999: 0.15 }

/** Figure 9.1 (fig. 16 of the conference paper): LogCabin on a LAN, five servers, by the range of timeouts; 1000 trials each. */
export const DOWNTIME_LAN: Readonly<Record<string, Figures>> = {
  '150-151': { p50: 1198.6, mean: 1536.4 },
  '150-155': { p50: 287.3, mean: 345.1 },
  '150-200': { p50: 146.5, mean: 156, p99: 352 },
  '150-300': { p50: 171.3, mean: 180.7, p99: 414.6 },
  '12-24': { p50: 30, mean: 34.7 },
  '50-100': { p50: 66.7, mean: 71.4, p99: 168.9 },
}
const LAN_TOLERANCE: Figures = { p50: 0.06, mean: 0.08, p99: 0.3 }
export const DOWNTIME_LAN_TOLERANCE: Readonly<Record<string, Figures>> = {
  '150-151': { p50: 0.35, mean: 0.35 },
  '150-155': { p50: 0.06, mean: 0.2 },
  '150-200': LAN_TOLERANCE,
  '150-300': LAN_TOLERANCE,
  '12-24': LAN_TOLERANCE,
  '50-100': LAN_TOLERANCE,
}
