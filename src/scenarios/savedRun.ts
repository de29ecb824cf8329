/**
 * The gate for saved runs and sessions: from unknown data to typed values with a validated scenario. Codes: run.invalid,
 * run.unknownPreset, run.command, session.invalid, and the scenario's own when it came whole.
 */
import type { StampedCommand } from '../cluster/command'
import type { PolicyCodes } from '../policies'
import { policyId } from '../policies'
import { LIMITS } from './limits'
import { refusal } from './refusal'
import type { RunValue, SavedRun, Session } from './run'
import type { Scenario } from './scenario'
import { scenarioOf } from './scenarioOf'
import { validateScenario } from './schema'
import { read, strict } from './schema/fields'
import type { Schema } from './schema/fields'
import * as schemas from './schema/runs'
import { checkCommands } from './schema/targets'
import * as v from 'valibot'

/** A run from unknown data: every command has its ranges, its place in time, and nodes that its scenario has. */
export function validateRun(value: unknown): RunValue {
  return resolvedRun(read(schemas.run, value, 'run.invalid'))
}

type UnresolvedSaved = Omit<SavedRun, 'run'> & { run: schemas.Unresolved<RunValue> }
const saved: Schema<UnresolvedSaved> = strict({
  run: schemas.run,
  fingerprint: v.optional(schemas.fingerprint),
  view: v.optional(schemas.view),
})

/** A run with its fingerprint and view. */
export function validateSavedRun(value: unknown): SavedRun {
  const { run, ...beside } = read(saved, value, 'run.invalid', LIMITS.codeCharacters)
  return { run: resolvedRun(run), ...beside }
}

/** A session: its branches form a tree, each parent before its children. */
export function validateSession(value: unknown): Session {
  const session = resolved<Session>(read(schemas.session, value, 'session.invalid', LIMITS.codeCharacters))
  const scenario = scenarioOf(session)
  const ids: number[] = []
  session.branches.forEach((branch, i) => {
    const at = `branches[${i}]`
    if (ids.includes(branch.id)) throw invalid(`${at}.id`, 'duplicate', branch.id)
    if (i === 0 ? branch.parent !== null : branch.parent === null || !ids.includes(branch.parent)) {
      throw invalid(`${at}.parent`, 'unknownBranch', branch.parent)
    }
    ids.push(branch.id)
    checkStamps(branch.commands, 'session.invalid', `${at}.commands`)
    checkCommands(scenario, branch.commands)
    checkCodes(session.policies, branch.commands, 'session.invalid', `${at}.commands`)
  })
  if (!ids.includes(session.active)) throw invalid('active', 'unknownBranch', session.active)
  if (session.compare !== null && !ids.includes(session.compare))
    throw invalid('compare', 'unknownBranch', session.compare)
  return session

  function invalid(field: string, problem: string, got: unknown) {
    return refusal('session.invalid', { field, problem, allowed: ids.join(', '), got })
  }
}

/** Commands from unknown data, in their order in time; what they name is the caller's to check (checkCommands). */
export function validateCommands(value: unknown): StampedCommand[] {
  const commands = read(schemas.commands, value, 'run.invalid')
  checkStamps(commands, 'run.invalid', '')
  return commands
}

/** Policy code from unknown data, each piece under its own id or not: see checkCodes. */
export function validatePolicies(value: unknown): PolicyCodes {
  return read(schemas.policies, value, 'run.invalid', LIMITS.codeCharacters)
}

function resolvedRun(unresolved: schemas.Unresolved<RunValue>): RunValue {
  const run = resolved<RunValue>(unresolved)
  checkStamps(run.commands, 'run.invalid', 'commands')
  checkCommands(scenarioOf(run), run.commands)
  checkCodes(run.policies, run.commands, 'run.invalid', 'commands')
  return run
}

function resolved<T extends { scenario: string | Scenario }>(value: schemas.Unresolved<T>): T {
  const { scenario } = value
  return { ...value, scenario: typeof scenario === 'string' ? scenario : validateScenario(scenario) } as T
}

/** Code is stored under its own id, and every policy that is set has its code, written for that decision. */
export function checkCodes(
  policies: PolicyCodes,
  commands: readonly StampedCommand[],
  error: string,
  root: string,
): void {
  for (const [id, code] of Object.entries(policies)) {
    const own = policyId(code)
    if (id !== own) throw refusal(error, { field: `policies.${id}`, problem: 'notItsId', allowed: own, got: id })
  }
  commands.forEach(({ command }, i) => {
    if (command.kind !== 'setPolicy' || command.code === null) return
    const { code, contract } = command
    const written = Object.hasOwn(policies, code) ? policies[code].contract : undefined
    const at = `${root}[${i}].command`
    if (written === undefined) {
      const allowed = Object.keys(policies).join(', ')
      throw refusal(error, { field: `${at}.code`, problem: 'unknownCode', allowed, got: code })
    }
    if (written !== contract)
      throw refusal(error, { field: `${at}.contract`, problem: 'otherContract', allowed: written, got: contract })
  })
}

/** Stamps count events from the run's start, so both of their parts may only grow. */
function checkStamps(commands: StampedCommand[], code: string, root: string): void {
  commands.forEach((stamped, i) => {
    if (i === 0) return
    for (const field of ['atUs', 'afterEvents'] as const) {
      const least = commands[i - 1][field]
      if (stamped[field] >= least) continue
      const allowed = `${least} to ${Number.MAX_SAFE_INTEGER}`
      throw refusal(code, { field: `${root}[${i}].${field}`, problem: 'notAscending', allowed, got: stamped[field] })
    }
  })
}
