/** From what a run says of its scenario, a preset's id or the whole object, to the scenario. */
import { presetIds, presetOf } from './presets'
import { refusal } from './refusal'
import type { RunValue } from './run'
import type { Scenario } from './scenario'

/** The scenario that a run or session names or carries. Throws run.unknownPreset. */
export function scenarioOf(run: Pick<RunValue, 'scenario'>): Scenario {
  if (typeof run.scenario !== 'string') return run.scenario
  const preset = presetOf(run.scenario)
  if (preset) return preset
  const allowed = presetIds.join(', ')
  throw refusal('run.unknownPreset', { field: 'scenario', problem: 'unknownPreset', allowed, got: run.scenario })
}
