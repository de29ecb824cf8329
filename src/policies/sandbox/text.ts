/** Texts: whatever becomes one does so here, counted, without calling anything of the learner's. */
import { make, tick, TEXT_LENGTH_MAX } from './budget'
import { broken, LearnerError } from './errors'

/** As String(value), of one length in all engines. */
export function text(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'object':
      return value === null ? 'null' : objectText(value)
    case 'function':
      return broken('functionAsText')
    default:
      return String(value)
  }
}

function objectText(value: object): string {
  if (Array.isArray(value)) return joined(value, ',')
  if (value instanceof LearnerError) return concatenated(concatenated(text(value.name), ': '), text(value.message))
  if (value instanceof Map) return '[object Map]'
  return value instanceof Set ? '[object Set]' : '[object Object]'
}

export function joined(items: readonly unknown[], separator: string): string {
  let result = ''
  for (let i = 0; i < items.length; i++) {
    tick(1)
    const item = items[i]
    if (i > 0) result = concatenated(result, separator)
    if (item !== null && item !== undefined) result = concatenated(result, text(item))
  }
  return result
}

/** The operator +. */
export function add(a: unknown, b: unknown): number | string {
  if (typeof a === 'number' && typeof b === 'number') return a + b
  return addSlowly(a, b)
}

function addSlowly(a: unknown, b: unknown): number | string {
  if (isTextual(a) || isTextual(b)) return concatenated(text(a), text(b))
  return Number(a) + Number(b)
}

/** What makes + a concatenation. */
function isTextual(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** The shorter part is what is made anew; engines keep the longer one, until they need the whole in one piece. */
export function concatenated(a: string, b: string): string {
  const length = a.length + b.length
  if (length > TEXT_LENGTH_MAX) broken('textTooLong', { max: TEXT_LENGTH_MAX })
  make(a.length < b.length ? a.length : b.length)
  if (length > 256) tick(length >> 8)
  return a + b
}

/** A template. */
export function cat(...parts: unknown[]): string {
  let result = ''
  for (const part of parts) result = concatenated(result, text(part))
  return result
}

/** A number, for arithmetic. Objects are refused: to turn them into one would take them for text first. */
export function numeric(value: unknown): number {
  return typeof value === 'number' ? value : numericSlowly(value)
}

function numericSlowly(value: unknown): number {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') broken('objectAsNumber')
  return Number(value)
}

/** An operand of a comparison. */
export function primitive(value: unknown): unknown {
  if (typeof value === 'number') return value
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') broken('objectAsNumber')
  return value
}

/** An argument that is a whole number, towards zero; 0 where it is none. */
export function whole(value: unknown, fallback: number): number {
  if (value === undefined) return fallback
  const number = Math.trunc(numeric(value))
  return number === number ? number : 0
}

/** A position counted from the end where negative, within 0 … length. */
export function position(value: unknown, length: number, fallback: number): number {
  const index = whole(value, fallback)
  if (index < 0) return index + length > 0 ? index + length : 0
  return index < length ? index : length
}
