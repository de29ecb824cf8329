/** What a judge is asked and what it says. */
import type { Finding } from './invariants/anomaly'
import type { StalenessBounds } from './invariants/boundedStaleness'
import { DEFAULT_BUDGET, type Budget } from './linearizability/check'
import type { Violation } from './linearizability/explain'
import type { Standing } from './models'
import type { CycleFound } from './transactions/check'

export interface JudgeOptions {
  budget: Budget
  /** For bank. */
  negativeBalances: boolean
  /** For transactions: the model asked about. */
  consistency: string
  /** For bounded-staleness. */
  staleness: StalenessBounds
}

export const DEFAULT_OPTIONS: JudgeOptions = {
  budget: DEFAULT_BUDGET,
  negativeBalances: false,
  consistency: 'strict-serializable',
  staleness: { versions: 1, timeMs: 0 },
}

export type Anomaly =
  | { type: 'nonlinearizable'; violation: Violation }
  | { type: 'finding'; finding: Finding }
  | { type: 'cycle'; cycle: CycleFound }

export interface Verdict {
  valid: true | false | 'unknown'
  model: string
  /** Of clients, however they ended. */
  operations: number
  anomalies: Anomaly[]
  /** Why it is unknown: a code and parameters. */
  unknown: { code: string; params: Record<string, string | number> } | null
  /** What that tells of consistency models, where the check speaks of them. */
  standing: Standing | null
}
