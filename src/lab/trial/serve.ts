/** What a worker of a trial does: one seed at a time, with what its scenario needs and its policies loaded at the first. */
import { FaultlineError } from '../../kernel'
import type { PolicyCodes, PolicyLibrary } from '../../policies'
import { loadBehaviour, loadServices } from '../../scenarios/behaviours'
import { loadPreset } from '../../scenarios/presets'
import type { RunValue } from '../../scenarios/run'
import { scenarioOf } from '../../scenarios/scenarioOf'
import { finish } from '../job'
import { modeNameOf } from '../topology'
import type { SeedRun } from './seedRun'
import { seedRunJob } from './seedRun'
import type { SeedRefused } from './summary'
import type { Trial } from './trial'

export interface TrialRequest {
  trial: Trial
  seed: number
}
export type TrialAnswer = { run: SeedRun } | SeedRefused

/** Loads the policies that a run carries: at hand where all is one file, on demand in a page. */
export type Load = (codes: PolicyCodes) => Promise<PolicyLibrary>

/** Answers the requests of one trial. A bug of ours is thrown, and ends the worker. */
export function trialServer(load: Load): (request: TrialRequest) => Promise<TrialAnswer> {
  let ready: Promise<PolicyLibrary> | null = null
  return async ({ trial, seed }) => {
    try {
      ready ??= prepareRun(trial.with, load)
      return { run: finish(seedRunJob(trial, seed, await ready)) }
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error
      return { seed, code: error.code, params: error.params }
    }
  }
}

/** Loads what a run needs to be played, and answers the code that it carries. */
export async function prepareRun(run: RunValue, load: Load): Promise<PolicyLibrary> {
  if (typeof run.scenario === 'string') await loadPreset(run.scenario)
  const scenario = scenarioOf(run)
  const mode = modeNameOf(scenario)
  if (mode) await loadBehaviour(mode)
  await loadServices(scenario)
  return load(run.policies)
}
