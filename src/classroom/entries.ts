/**
 * How a room's documents are read. Each is one flat map from key to plain JSON value: keys that are there once, and families of keys
 * `family/name`. Every value is validated by itself; what does not pass is set aside by its key, and the rest is used.
 */
import { FaultlineError } from '../kernel'
import { read } from '../scenarios/schema/fields'
import type { Schema } from '../scenarios/schema/fields'
import { ROOM_LIMITS } from './limits'

/** The name of the one map in every document. */
export const MAP_NAME = 'it'

export interface Shape<One, Many> {
  /** Keys that are there once. */
  one: { [Key in keyof One]: Schema<One[Key]> }
  /** Keys `family/name`, where a name may have further parts. */
  many: { [Family in keyof Many]: { name: RegExp; value: Schema<Many[Family]> } }
}
/** What a document holds: what is there once (null where it is missing or damaged), and each family by name. */
export type Contents<One, Many> = { [Key in keyof One]: One[Key] | null } & {
  [Family in keyof Many]: Map<string, Many[Family]>
} & { aside: string[] }

/** A document's contents from `entries`, as a Y.Map's toJSON gives them. Never throws for what is in them. */
export function readEntries<One, Many>(shape: Shape<One, Many>, entries: unknown): Contents<One, Many> {
  const aside: string[] = []
  const one: Record<string, unknown> = {}
  const many: Record<string, Map<string, unknown>> = {}
  for (const key of Object.keys(shape.one)) one[key] = null
  for (const family of Object.keys(shape.many)) many[family] = new Map()
  const pairs = typeof entries === 'object' && entries !== null ? Object.entries(entries) : []
  for (const [key, value] of pairs.slice(0, ROOM_LIMITS.entries)) {
    const place = placeOf(shape, key)
    const result = place ? valueOf(place.schema, value) : null
    if (!place || !result) aside.push(key.slice(0, 80))
    else if (place.family === null) one[key] = result.value
    else many[place.family].set(place.name, result.value)
  }
  if (pairs.length > ROOM_LIMITS.entries) aside.push('…')
  return { ...one, ...many, aside } as Contents<One, Many>
}

/** The entries of a document whose contents were saved, with families as objects and what is missing as null. */
export function entriesOf<One, Many>(shape: Shape<One, Many>, saved: unknown): Record<string, unknown> {
  const pairs: [string, unknown][] = []
  for (const [key, value] of Object.entries(typeof saved === 'object' && saved !== null ? saved : {}) as typeof pairs) {
    const isFamily = Object.hasOwn(shape.many, key) && typeof value === 'object' && value !== null
    if (isFamily) for (const [name, one] of Object.entries(value) as typeof pairs) pairs.push([`${key}/${name}`, one])
    else if (key !== 'aside' && value !== null) pairs.push([key, value])
  }
  return Object.fromEntries(pairs)
}

interface Field {
  name: RegExp
  value: Schema<unknown>
}
interface Place {
  family: string | null
  name: string
  schema: Schema<unknown>
}
function placeOf<One, Many>(shape: Shape<One, Many>, key: string): Place | null {
  const once = shape.one as Record<string, Schema<unknown>>
  if (Object.hasOwn(once, key)) return { family: null, name: '', schema: once[key] }
  const slash = key.indexOf('/')
  const family = key.slice(0, Math.max(0, slash))
  const families = shape.many as Record<string, Field>
  if (!Object.hasOwn(families, family)) return null
  const { name: pattern, value } = families[family]
  const name = key.slice(slash + 1)
  return name.length <= 160 && pattern.test(name) && !isInherited(name) ? { family, name, schema: value } : null
}
/** What every object has (`constructor`): whoever keeps things by name would find that instead. */
function isInherited(name: string): boolean {
  return name.split('/').some((part) => part in Object.prototype)
}
/** What was read already: a document's values never change, they are replaced, and of four hundred mostly one is new. */
const known = new WeakMap<object, { schema: Schema<unknown>; result: { value: unknown } | null }>()
function valueOf(schema: Schema<unknown>, value: unknown): { value: unknown } | null {
  if (typeof value !== 'object' || value === null) return validated(schema, value)
  const before = known.get(value)
  if (before?.schema === schema) return before.result
  const result = validated(schema, value)
  known.set(value, { schema, result })
  return result
}
function validated(schema: Schema<unknown>, value: unknown): { value: unknown } | null {
  try {
    return { value: read(schema, value, 'room.entry', ROOM_LIMITS.linkCharacters) }
  } catch (error) {
    if (error instanceof FaultlineError) return null
    throw error
  }
}
