/** A run's users and faults under another replication mode: another run, of the same seed. */
import type { StampedCommand } from '../cluster/command'
import type { ModeName } from '../scenarios/modes'
import { withMode } from '../scenarios/modes/switch'
import type { RunValue } from '../scenarios/run'
import { scenarioOf } from '../scenarios/savedRun'

/** Throws a FaultlineError where the scenario cannot be run in that mode. */
export function inMode(run: RunValue, mode: ModeName): RunValue {
  return { ...run, scenario: withMode(scenarioOf(run), mode), commands: atTheirTimes(run.commands) }
}
/** Another mode has other events: only the time of a command still means something there. */
export function atTheirTimes(commands: readonly StampedCommand[]): StampedCommand[] {
  return commands.map((stamped) => ({ ...stamped, afterEvents: Number.MAX_SAFE_INTEGER }))
}
