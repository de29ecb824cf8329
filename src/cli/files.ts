/** Files named on the command line: hostile until read through the scenarios' own gates. */
import { readFileSync, statSync } from 'node:fs'
import { HISTORY_LIMITS } from '../checkers'
import { FaultlineError } from '../kernel'
import { decodeFile } from '../scenarios/codec'
import { parseJson } from '../scenarios/jsonText'
import { LIMITS } from '../scenarios/limits'
import { presetIds, presetOf } from '../scenarios/presets'
import type { PolicyCodes } from '../policies'
import type { RunValue } from '../scenarios/run'
import { checkCodes, validateCommands } from '../scenarios/savedRun'
import { scenarioOf } from '../scenarios/scenarioOf'
import type { Scenario } from '../scenarios/scenario'
import { validateScenario } from '../scenarios/schema'
import { checkCommands } from '../scenarios/schema/targets'

/** A character takes at most four bytes. */
const BYTES_MAX = 4 * LIMITS.textCharacters

export interface Asked {
  scenario: Scenario
  /** The rest of it, where the file held a saved run. */
  run: RunValue | null
}

/** A preset by its id, else a scenario or saved run from a file. Throws FaultlineErrors. */
export function scenarioAsked(name: string): Asked {
  const preset = presetOf(name)
  if (preset) return { scenario: preset, run: null }
  const text = textOf(
    name,
    (why) => new FaultlineError('file.unreadable', { file: shown(name), why, presets: presetIds.join(', ') }),
  )
  const value = parseJson(text, 'scenario.text')
  const isSaved = typeof value === 'object' && value !== null && 'faultline' in value
  if (!isSaved) return { scenario: validateScenario(value), run: null }
  const { run } = decodeFile(text)
  return { scenario: scenarioOf(run), run }
}

/** A list of stamped commands that fit the scenario; `codes`: the policy code that they may name. */
export function commandsFrom(file: string, scenario: Scenario, codes: PolicyCodes = {}) {
  const text = textOf(file, (why) => new FaultlineError('file.commands', { file: shown(file), why }))
  const commands = validateCommands(parseJson(text, 'run.text'))
  checkCommands(scenario, commands)
  checkCodes(codes, commands, 'run.invalid', '')
  return commands
}

/** A history's text, as its reader takes it. Throws file.history, file.large. */
export function historyText(file: string): string {
  const refuse = (why: string) => new FaultlineError('file.history', { file: shown(file), why })
  return textOf(file, refuse, 4 * HISTORY_LIMITS.textCharacters)
}

function textOf(file: string, unreadable: (why: string) => FaultlineError, bytesMax = BYTES_MAX): string {
  let bytes: number
  try {
    bytes = statSync(file).size
    if (bytes <= bytesMax) return readFileSync(file, 'utf8')
  } catch (error) {
    throw unreadable((error as NodeJS.ErrnoException).code ?? 'unknown')
  }
  throw new FaultlineError('file.large', { file: shown(file), got: bytes, allowed: bytesMax })
}
function shown(file: string): string {
  return file.slice(0, 80)
}
