/** A run's users and faults with its cluster set otherwise: another run, of the same seed. */
import type { ModeName, ReplicationSpec } from '../scenarios/modes'
import { withMode, withReplication } from '../scenarios/modes/switch'
import type { RunValue } from '../scenarios/run'
import type { Scenario } from '../scenarios/scenario'
import { scenarioOf } from '../scenarios/scenarioOf'
import { checkCommands } from '../scenarios/schema/targets'
import { atTheirTimes } from './atTheirTimes'

/** In a mode as it comes, or with these settings. Throws a FaultlineError where the scenario cannot be run so. */
export function inMode(run: RunValue, mode: ModeName | ReplicationSpec): RunValue {
  const scenario = scenarioOf(run)
  const other = typeof mode === 'string' ? withMode(scenario, mode) : withReplication(scenario, mode)
  return { ...run, scenario: other, commands: atTheirTimes(run.commands) }
}

/** In a scenario that has been validated. Throws run.command where an act so far names what is no longer there. */
export function inScenario(run: RunValue, scenario: Scenario): RunValue {
  const commands = atTheirTimes(run.commands)
  checkCommands(scenario, commands)
  return { ...run, scenario, commands }
}
