/**
 * The embeddable engine: a classic script that defines the global `Faultline`, for other pages and for any JavaScript shell. It
 * needs neither DOM nor Node, and freezes nothing. It evaluates nothing but the policy code that a run is given, and that only in
 * Compartments of SES where the page or shell has loaded SES and locked its realm down.
 */
import { FaultlineError } from '../kernel'
import { PolicyWorkshop } from '../lab/policyWorkshop'
import type { WholeRun } from '../lab/wholeRun'
import { wholeRun } from '../lab/wholeRun'
import type { PolicyCodes, PolicyLibrary } from '../policies'
import { NO_POLICIES } from '../policies'
import { lockedRealm, realmLockedBefore } from '../policies/sandbox'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import { LIMITS } from '../scenarios/limits'
import { presetIds } from '../scenarios/presets'
import { shortText } from '../scenarios/refusal'
import { checkCodes, validateCommands, validatePolicies } from '../scenarios/savedRun'
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
  /** The policy code that they name, by id, as in a saved run. */
  policies?: unknown
}

/**
 * Freezes, for good, what all code of this page or shell shares, so that runs may carry policy code: for those who want just that
 * here, and have loaded SES. Its own `lockdown()` serves too, but slows every typed array down in some engines, and with it the run.
 */
export function lock(): void {
  if (realmLockedBefore(globalThis)) return
  if (!('Compartment' in globalThis)) throw new FaultlineError('policy.noRealm')
  lockedRealm(globalThis)
}

/**
 * Runs a scenario (a preset's id, or the object) from time 0. Throws an error with `code` and `params` where something given is
 * not allowed: policy.noRealm where there is policy code and no SES that was locked down.
 */
export function run(scenario: unknown, options: RunOptions = {}): WholeRun {
  const { seed = 1, forUs = 60_000_000, commands = [], policies = {} } = options
  const valid = typeof scenario === 'string' ? scenarioOf({ scenario }) : validateScenario(scenario)
  checkWhole('seed', seed, Number.MAX_SAFE_INTEGER)
  checkWhole('forUs', forUs, LIMITS.horizonUs)
  const stamped = validateCommands(commands)
  checkCommands(valid, stamped)
  const codes = validatePolicies(policies)
  checkCodes(codes, stamped, 'run.invalid', 'commands')
  return wholeRun(valid, seed, forUs, stamped, libraryOf(codes))
}

/** Throws policy.noRealm, policy.invalid. */
function libraryOf(codes: PolicyCodes): PolicyLibrary {
  if (Object.keys(codes).length === 0) return NO_POLICIES
  const realm = realmLockedBefore(globalThis)
  if (!realm) throw new FaultlineError('policy.noRealm')
  return new PolicyWorkshop(realm).bookOf(codes)
}

function checkWhole(field: string, got: unknown, max: number): void {
  if (typeof got === 'number' && Number.isSafeInteger(got) && got >= 0 && got <= max) return
  const params = { field, problem: 'outOfRange', allowed: `0 to ${max}`, got: shortText(got) }
  throw new FaultlineError('run.invalid', params)
}
