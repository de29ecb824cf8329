/**
 * The embeddable engine: a classic script that defines the global `Faultline`, for other pages and for any JavaScript shell. It
 * needs neither DOM nor Node, freezes nothing and evaluates nothing.
 */
import { FaultlineError } from '../kernel'
import type { WholeRun } from '../lab/wholeRun'
import { wholeRun } from '../lab/wholeRun'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import { LIMITS } from '../scenarios/limits'
import { presetIds } from '../scenarios/presets'
import { shortText } from '../scenarios/refusal'
import { validateCommands } from '../scenarios/savedRun'
import { scenarioOf } from '../scenarios/scenarioOf'
import { validateScenario } from '../scenarios/schema'
import { checkCommands } from '../scenarios/schema/targets'

/** The engine's version: part of every run. */
export const version = ENGINE_VERSION

/** Ids of the scenarios that come with it. */
export const presets: readonly string[] = presetIds

export interface RunOptions {
  /** A whole number ≥ 0; 1 where not given. */
  seed?: number
  /** Virtual microseconds; 60 s where not given. */
  forUs?: number
  /** Commands with their stamps, as in a saved run. */
  commands?: unknown
}

/**
 * Runs a scenario (a preset's id, or the object) from time 0. Throws an error with `code` and `params` where something given is
 * not allowed.
 */
export function run(scenario: unknown, options: RunOptions = {}): WholeRun {
  const { seed = 1, forUs = 60_000_000, commands = [] } = options
  const valid = typeof scenario === 'string' ? scenarioOf({ scenario }) : validateScenario(scenario)
  checkWhole('seed', seed, Number.MAX_SAFE_INTEGER)
  checkWhole('forUs', forUs, LIMITS.horizonUs)
  const stamped = validateCommands(commands)
  checkCommands(valid, stamped)
  return wholeRun(valid, seed, forUs, stamped)
}

function checkWhole(field: string, got: unknown, max: number): void {
  if (typeof got === 'number' && Number.isSafeInteger(got) && got >= 0 && got <= max) return
  const params = { field, problem: 'outOfRange', allowed: `0 to ${max}`, got: shortText(got) }
  throw new FaultlineError('run.invalid', params)
}
