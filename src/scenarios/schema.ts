/**
 * The gate for scenarios from outside: from text or unknown data to a typed Scenario, or a FaultlineError that names the
 * field, the problem and what is allowed. Codes: scenario.text, scenario.version, scenario.invalid,
 * scenario.needsConditionalWrites.
 */
import { parseJson } from './jsonText'
import { migrate } from './migrations'
import { checkPlainData } from './plainData'
import type { Scenario } from './scenario'
import { read } from './schema/fields'
import { checkRelations } from './schema/relations'
import { scenario as schema } from './schema/scenario'

/** A scenario from JSON text of any version known. Shares nothing with its input. */
export function parseScenario(text: string): Scenario {
  return validateScenario(parseJson(text, 'scenario.text'))
}

/** A scenario from unknown data of any version known, as a fresh object. */
export function validateScenario(value: unknown): Scenario {
  checkPlainData(value, 'scenario.invalid')
  const scenario = read(schema, migrate(value), 'scenario.invalid')
  checkRelations(scenario)
  return scenario
}
