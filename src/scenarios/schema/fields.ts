/**
 * The pieces that schemas are made of: numbers in ranges, names, choices, strict objects. A schema's message is a problem's
 * code and what is allowed, parted by a colon ("outOfRange: 1 to 64"); `read` turns the first one into a FaultlineError.
 */
import * as v from 'valibot'
import { LIMITS } from '../limits'
import { checkPlainData } from '../plainData'
import { fieldPath, refusal } from '../refusal'

/** A schema that gives a `T` from anything. */
export type Schema<T> = v.GenericSchema<unknown, T>

export function number(min: number, max: number) {
  const range = `${min} to ${max}`
  return v.pipe(
    v.number(`wrongType: ${range}`),
    v.minValue(min, `outOfRange: ${range}`),
    v.maxValue(max, `outOfRange: ${range}`),
  )
}
export function whole(min: number, max: number) {
  return v.pipe(number(min, max), v.integer(`notWhole: ${min} to ${max}`))
}
export const probability = number(0, 1)
/** A configured duration or a moment in microseconds, whole as virtual time is. */
export const durationUs = whole(0, LIMITS.durationUs)
export const positiveUs = whole(1, LIMITS.durationUs)
export const momentUs = whole(0, LIMITS.horizonUs)
export const flag = v.boolean('wrongType: true, false')

const ID = /^[a-z][a-z0-9-]*$/i
export const id = v.pipe(
  v.string('wrongType: a-z 0-9 -'),
  v.maxLength(LIMITS.stringCharacters, `tooLong: 1 to ${LIMITS.stringCharacters}`),
  v.regex(ID, 'notName: a-z 0-9 -'),
  v.check((name) => !(name in Object.prototype), 'reservedName: a-z 0-9 -'),
)

/** Free words of a person, for showing only. */
export function text(characters: number) {
  const range = `0 to ${characters}`
  return v.pipe(v.string(`wrongType: ${range}`), v.maxLength(characters, `tooLong: ${range}`))
}

export function oneOf<const T extends string>(...values: T[]) {
  return v.picklist(values, `notOneOf: ${values.join(', ')}`)
}
export function list<S extends Schema<unknown>>(of: S, min: number, max: number) {
  const range = `${min} to ${max}`
  return v.pipe(
    v.array(of, `wrongType: [${range}]`),
    v.minLength(min, `tooFew: ${range}`),
    v.maxLength(max, `tooMany: ${range}`),
  )
}

/** An object with exactly these fields. */
export function strict<E extends v.ObjectEntries>(entries: E) {
  const known = Object.keys(entries).join(', ')
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return `unknownField: ${known}`
    if (issue.expected === 'Object') return `wrongType: { ${known} }`
    return `missing: ${allowedBy(entries[issue.expected.slice(1, -1)]) || known}`
  })
}

/** One of several strict objects, told apart by their field `key`. */
export function choice<K extends string, O extends v.VariantOptions<K>>(key: K, options: O) {
  return v.variant(key, options, (issue) => {
    if (issue.expected === 'Object') return `wrongType: { ${key}, … }`
    const allowed = issue.expected.replace(/[()"]/g, '').replace(/ \| /g, ', ')
    return `${issue.input === undefined ? 'missing' : 'notOneOf'}: ${allowed}`
  })
}

/** A schema's value from `value`, or a FaultlineError `code` that names the field. Inherited names never reach the schema. */
export function read<T>(schema: Schema<T>, value: unknown, code: string, stringCharacters?: number): T {
  checkPlainData(value, code, stringCharacters)
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true })
  if (result.success) return result.output
  const { message, path, input } = result.issues[0]
  const [problem, ...allowed] = message.split(': ')
  const keys = (path ?? []).map((step) => step.key as string | number)
  throw refusal(code, { field: fieldPath(keys), problem, allowed: allowed.join(': '), got: input })
}

function allowedBy(schema: unknown): string {
  const message = (schema as { message?: unknown }).message
  return typeof message === 'string' ? message.slice(message.indexOf(': ') + 2) : ''
}
