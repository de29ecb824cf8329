/**
 * A saved run as text of a file: JSON of { faultline: format version, run, fingerprint?, view? }, made to be read and
 * compared by people too. Older formats must open for ever; a newer one says so.
 */
import { FaultlineError } from '../kernel/assert'
import { parseJson } from './jsonText'
import { checkPlainData } from './plainData'
import { refusal } from './refusal'
import { LIMITS } from './limits'
import type { SavedRun } from './run'
import { validateSavedRun } from './savedRun'

export const FORMAT_VERSION = 1

/**
 * The text of a file, a command a line; decodeFile gives the same value back. Throws file.tooLong with { allowed, got } in
 * characters if no decodeFile would take it.
 */
export function encodeFile(saved: SavedRun): string {
  const text = `${lines(documentOf(saved), 3)}\n`
  if (text.length <= LIMITS.textCharacters) return text
  throw new FaultlineError('file.tooLong', { allowed: `0 to ${LIMITS.textCharacters}`, got: String(text.length) })
}

/** JSON with a line for every part down to `depth`; indented whole, a long run would be mostly blanks. */
function lines(value: unknown, depth: number): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[\n${value.map((part) => lines(part, depth - 1)).join(',\n')}\n]`
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  return `{\n${parts.map(([key, part]) => `${JSON.stringify(key)}: ${lines(part, depth - 1)}`).join(',\n')}\n}`
}

/**
 * Whatever `progress` lies beside the run is its owner's (lessons/takenHome.ts) and not looked at. Throws FaultlineErrors: file.text,
 * file.version, file.invalid, and those of runs and scenarios.
 */
export function decodeFile(text: string): SavedRun {
  return fromDocument(withoutProgress(parseJson(text, 'file.text')), 'file')
}
function withoutProgress(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('progress' in value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'progress'))
}

/** The document that files and links share. */
export function documentOf(saved: SavedRun): { faultline: number } & SavedRun {
  return { faultline: FORMAT_VERSION, ...saved }
}

/** The saved run in a parsed document; `kind` is the first half of the codes. */
export function fromDocument(value: unknown, kind: 'file' | 'link'): SavedRun {
  checkPlainData(value, `${kind}.invalid`, LIMITS.codeCharacters)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('faultline' in value)) {
    throw refusal(`${kind}.invalid`, { field: '', problem: 'wrongType', allowed: '{ faultline, run, … }', got: value })
  }
  const { faultline, ...saved } = value
  if (faultline !== FORMAT_VERSION) {
    const allowed = String(FORMAT_VERSION)
    throw refusal(`${kind}.version`, { field: 'faultline', problem: 'unknownVersion', allowed, got: faultline })
  }
  return validateSavedRun(saved)
}
