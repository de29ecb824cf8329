/** A run's users and faults under another replication mode: another run, of the same seed. */
import type { ModeName, ReplicationSpec } from '../scenarios/modes'
import { withMode, withReplication } from '../scenarios/modes/switch'
import type { RunValue } from '../scenarios/run'
import { scenarioOf } from '../scenarios/scenarioOf'
import { atTheirTimes } from './atTheirTimes'

/** In a mode as it comes, or with these settings. Throws a FaultlineError where the scenario cannot be run so. */
export function inMode(run: RunValue, mode: ModeName | ReplicationSpec): RunValue {
  const scenario = scenarioOf(run)
  const other = typeof mode === 'string' ? withMode(scenario, mode) : withReplication(scenario, mode)
  return { ...run, scenario: other, commands: atTheirTimes(run.commands) }
}
