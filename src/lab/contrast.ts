/**
 * Contrast: one seed, one workload and the same faults under several replication modes, each run as a whole, so that what a
 * mode buys and what it costs stand side by side.
 */
import type { ModeName } from '../scenarios/modes'
import { NO_POLICIES, type PolicyLibrary } from '../policies'
import type { RunValue } from '../scenarios/run'
import { scenarioOf } from '../scenarios/scenarioOf'
import { inMode } from './inMode'
import type { Job } from './job'
import type { WholeRun } from './wholeRun'
import { wholeRunJob } from './wholeRun'

export interface ContrastRow {
  mode: ModeName
  run: WholeRun
  /** Over all operations that users began; null where there were none. */
  perOperation: { messages: number; bytes: number } | null
}

/** The whole run, up to its horizon, with its store in this mode. Throws as `inMode` does. */
export function* contrastRow(
  { run: original, mode }: { run: RunValue; mode: ModeName },
  policies: PolicyLibrary = NO_POLICIES,
): Job<ContrastRow> {
  const { seed, horizonUs, commands, ...other } = inMode(original, mode)
  const run = yield* wholeRunJob(scenarioOf(other), seed, horizonUs, commands, policies)
  const { invoked } = run.operations
  const { messages, bytes } = run.traffic
  return { mode, run, perOperation: invoked > 0 ? { messages: messages / invoked, bytes: bytes / invoked } : null }
}
