/** A run's users and faults under another replication mode: another run, of the same seed. */
import type { StampedCommand } from '../cluster/command'
import type { ModeName, ReplicationSpec } from '../scenarios/modes'
import { withMode, withReplication } from '../scenarios/modes/switch'
import type { RunValue } from '../scenarios/run'
import { scenarioOf } from '../scenarios/scenarioOf'

/** In a mode as it comes, or with these settings. Throws a FaultlineError where the scenario cannot be run so. */
export function inMode(run: RunValue, mode: ModeName | ReplicationSpec): RunValue {
  const scenario = scenarioOf(run)
  const other = typeof mode === 'string' ? withMode(scenario, mode) : withReplication(scenario, mode)
  return { ...run, scenario: other, commands: atTheirTimes(run.commands) }
}
/** Another mode has other events: only the time of a command still means something there. */
export function atTheirTimes(commands: readonly StampedCommand[]): StampedCommand[] {
  return commands.map((stamped) => ({ ...stamped, afterEvents: Number.MAX_SAFE_INTEGER }))
}
