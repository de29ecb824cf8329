/** The run that stands in the lab, or that this browser kept of it, up to its playhead: what a lesson is recorded of. */
import { loadPreset, presetIds } from '../../scenarios/presets'
import type { RunValue, Session } from '../../scenarios/run'
import type { Scenario } from '../../scenarios/scenario'
import { scenarioOf } from '../../scenarios/scenarioOf'
import { actions } from '../actions'
import { useLessonMode } from '../lessonMode'
import { toRestore } from '../shell/openRoute'
import { savedRuns, tabName } from '../shell/runStore'
import { useLab } from '../store'

export interface OpenRun {
  run: RunValue
  scenario: Scenario
}

/** null: there is none, or it cannot be read. */
export async function openRun(): Promise<OpenRun | null> {
  const inLab = useLab.getState().opened !== null && !useLessonMode.getState().owns
  try {
    const run = inLab ? (await actions().currentRun()).run : ofSession(toRestore(await savedRuns(), tabName()))
    if (!run) return null
    if (typeof run.scenario === 'string' && presetIds.includes(run.scenario)) await loadPreset(run.scenario)
    return { run, scenario: scenarioOf(run) }
  } catch {
    return null
  }
}
function ofSession(session: Session | null): RunValue | null {
  const branch = session?.branches.find(({ id }) => id === session.active)
  if (!session || !branch) return null
  const { engine, scenario, seed, policies, playheadUs } = session
  const commands = branch.commands.filter(({ atUs }) => atUs <= playheadUs)
  return { engine, scenario, seed, policies, commands, horizonUs: playheadUs }
}
