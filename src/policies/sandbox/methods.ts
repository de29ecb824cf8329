/** `value.name(…)` for the names that arrays, texts, numbers, Maps and Sets have: the library's method, or the object's own. */
import { METHODS } from '../compiler/offered'
import { ARRAY_METHODS } from './arrays'
import { MAP_METHODS, SET_METHODS } from './collections'
import { broken } from './errors'
import { key, own } from './members'
import { NUMBER_METHODS, STRING_METHODS } from './strings'
import { text } from './text'

export type Method = (value: unknown, ...args: unknown[]) => unknown
type Table = Readonly<Record<string, unknown>>

const OBJECT_METHODS: Readonly<Record<string, Method>> = {
  hasOwnProperty: (value: unknown, name: unknown) => Object.hasOwn(value as object, key(name)),
  toString: text,
  valueOf: (value: unknown) => value,
}

function dispatcher(name: string): Method {
  const of = (table: Table): Method | undefined => (Object.hasOwn(table, name) ? (table[name] as Method) : undefined)
  const [array, string, number] = [of(ARRAY_METHODS), of(STRING_METHODS), of(NUMBER_METHODS)]
  const [map, set, any] = [of(MAP_METHODS), of(SET_METHODS), of(OBJECT_METHODS)]
  const methodOf = (value: object): Method | undefined => {
    if (Array.isArray(value)) return array
    if (value instanceof Map) return map
    return value instanceof Set ? set : undefined
  }
  return (value, ...args) => {
    let method: unknown
    if (typeof value === 'object' && value !== null) {
      method = methodOf(value)
      if (method === undefined) {
        const field: unknown = own(value, name)
        if (typeof field === 'function') return Reflect.apply(field as Method, value, args) as unknown
      }
    } else if (typeof value === 'string') method = string
    else if (typeof value === 'number') method = number
    method ??= value === null || value === undefined ? undefined : any
    if (method === undefined)
      return broken(value === null || value === undefined ? 'fieldOfNothing' : 'noSuchMethod', { key: name })
    return (method as Method)(value, ...args)
  }
}

export const methods: Readonly<Record<string, Method>> = Object.freeze(
  Object.fromEntries([...METHODS].map((name) => [name, dispatcher(name)])),
)
