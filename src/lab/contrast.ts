/**
 * Contrast: one seed, one workload and the same faults under several replication modes, each run as a whole, so that what a
 * mode buys and what it costs stand side by side.
 */
import type { StampedCommand } from '../cluster/command'
import type { ModeName } from '../scenarios/modes'
import { withMode } from '../scenarios/modes/switch'
import type { Scenario } from '../scenarios/scenario'
import { atTheirTimes } from './inMode'
import type { WholeRun } from './wholeRun'
import { wholeRun } from './wholeRun'

export interface ContrastRow {
  mode: ModeName
  run: WholeRun
  /** Over all operations that users began; null where there were none. */
  perOperation: { messages: number; bytes: number } | null
}

/** A row a mode, in the order asked for. Yields the share done, 0 to 1. Throws as `withMode` does. */
export function* contrast(
  scenario: Scenario,
  seed: number,
  forUs: number,
  commands: readonly StampedCommand[],
  modes: readonly ModeName[],
): Generator<number, ContrastRow[], void> {
  const rows: ContrastRow[] = []
  for (const mode of modes) {
    const run = wholeRun(withMode(scenario, mode), seed, forUs, atTheirTimes(commands))
    const { invoked } = run.operations
    const { messages, bytes } = run.traffic
    rows.push({
      mode,
      run,
      perOperation: invoked > 0 ? { messages: messages / invoked, bytes: bytes / invoked } : null,
    })
    yield rows.length / modes.length
  }
  return rows
}
