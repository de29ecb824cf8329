/**
 * Scenarios of older versions, brought up to date step by step before they are validated: the migration under n turns
 * version n into n + 1. A migration sees plain but unvalidated data, returns a new object with the new version, and leaves
 * alone what it does not know; validation comes after the last step. Files and links must open for ever.
 */
import { FaultlineError } from '../kernel/assert'
import { refusal, shortText } from './refusal'
import { SCENARIO_VERSION } from './scenario'

export type Migration = (old: Record<string, unknown>) => Record<string, unknown>
export type Migrations = Readonly<Record<number, Migration>>

export const MIGRATIONS: Migrations = {}

/**
 * `value` in version `latest`. Throws scenario.invalid if it is no object or states no version, scenario.version with
 * { field, problem, allowed: the versions known, got } if the version is unknown, newer, or its migration fails.
 */
export function migrate(value: unknown, migrations = MIGRATIONS, latest: number = SCENARIO_VERSION): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal('scenario.invalid', { field: '', problem: 'wrongType', allowed: '{ version, … }', got: value })
  }
  const known = knownVersions(migrations, latest)
  let current = value as Record<string, unknown>
  const stated = current.version
  const allowed = known.join(', ')
  if (stated === undefined)
    throw refusal('scenario.invalid', { field: 'version', problem: 'missing', allowed, got: stated })
  if (typeof stated !== 'number' || !known.includes(stated)) throw badVersion('unknownVersion')
  for (let version = stated; version < latest; version++) {
    try {
      current = migrations[version](current)
    } catch {
      throw badVersion('notMigrated')
    }
    if (current.version !== version + 1) throw badVersion('notMigrated')
  }
  return current

  function badVersion(problem: string): FaultlineError {
    return new FaultlineError('scenario.version', { field: 'version', problem, allowed, got: shortText(stated) })
  }
}

/** The versions from which an unbroken chain of migrations leads to the newest, ascending. */
function knownVersions(migrations: Migrations, latest: number): number[] {
  const known = [latest]
  while (migrations[known[0] - 1]) known.unshift(known[0] - 1)
  return known
}
