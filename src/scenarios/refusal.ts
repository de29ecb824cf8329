/**
 * Refusals: how everything that reads from outside says no. A code names the kind of document; the parameters name the
 * field, the problem (a code too), what is allowed and what was found, short enough to print. The words are the catalogue's.
 */
import { FaultlineError } from '../kernel/assert'

const SHORT = 60

/** One path into a document: keys from the root, e.g. ['groups', 2, 'id'] → "groups[2].id". */
export function fieldPath(keys: readonly (string | number)[]): string {
  let path = ''
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`
    else path += path === '' ? key : `.${key}`
  }
  return shortened(path, 120)
}

/** A value as it may be shown in an error: at most 60 characters, never a whole object. */
export function shortText(value: unknown): string {
  if (typeof value === 'string') return shortened(JSON.stringify(value.slice(0, SHORT)), SHORT)
  if (Array.isArray(value)) return `[${value.length}]`
  if (typeof value === 'object' && value !== null) return '{}'
  return shortened(String(value), SHORT)
}

export interface Refused {
  field: string
  problem: string
  allowed: string
  got: unknown
  /** Which of a list of commands, from 0. */
  index?: number
}

export function refusal(code: string, refused: Refused): FaultlineError {
  const { field, problem, allowed, got, index } = refused
  const params = { field, problem, allowed: shortened(allowed, 300), got: shortText(got) }
  return new FaultlineError(code, index === undefined ? params : { ...params, index })
}

function shortened(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`
}
