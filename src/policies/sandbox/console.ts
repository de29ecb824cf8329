/** What learners' code logs: kept while somebody records, so many lines of so many letters; else not even made into text. */
import { aside, tick } from './budget'
import { stringify } from './json'

const LINES_MAX = 100
const LENGTH_MAX = 500
const LOG_STEPS = 10

let lines: string[] | null = null

export function record(into: string[] | null): void {
  lines = into
}

export function print(...values: unknown[]): void {
  // The same cost whether it is looked at or not.
  tick(LOG_STEPS)
  if (lines === null || lines.length >= LINES_MAX) return
  lines.push(aside(() => values.map(shown).join(' ').slice(0, LENGTH_MAX), '…'))
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, LENGTH_MAX)
  if (typeof value === 'function') return 'function'
  if (typeof value !== 'object' || value === null) return String(value)
  return stringify(value, undefined, undefined) ?? ''
}
