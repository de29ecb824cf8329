/** Reading and writing fields whose names are computed, and fields that share their name with a method of the library's. */
import { make, tick } from './budget'
import { broken } from './errors'
import { text } from './text'

const hasOwn = Object.hasOwn

function isForbidden(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype'
}

/** A field's name: a text or a number, and none that leads behind a value. */
export function key(value: unknown): string {
  const name = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : text(value)
  if (isForbidden(name)) broken('keyRefused', { key: name })
  return name
}

/** Of a name in a message. */
const KEY_SHOWN = 50

type Fields = Record<string, unknown>

/** `object[name]`: own fields only. */
export function get(object: unknown, name: unknown): unknown {
  // No value inherits a field whose name is a number.
  if (typeof name === 'number') return (object as unknown[])[name]
  return own(object, key(name))
}

export function own(object: unknown, name: string): unknown {
  if (object === null || object === undefined) broken('fieldOfNothing', { key: name.slice(0, KEY_SHOWN) })
  return hasOwn(object, name) ? (object as Fields)[name] : undefined
}

/** What may be written to, or an error that says why not. */
export function writable(object: unknown): object {
  if (typeof object !== 'object' || object === null) return broken('notWritable', { kind: kindOf(object) })
  if (Object.isFrozen(object)) broken('readOnly')
  if (Array.isArray(object)) broken('fieldOfArray')
  return object
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value
}

/** `object[name] = value`. An array grows by one element at its end; it never has holes. */
export function set(object: unknown, name: unknown, value: unknown): unknown {
  if (Array.isArray(object)) setElement(object, name, value)
  else (writable(object) as Fields)[key(name)] = value
  return value
}

function setElement(array: unknown[], name: unknown, value: unknown): void {
  const index = typeof name === 'number' ? name : Number(key(name))
  if (Object.isFrozen(array)) broken('readOnly')
  if (!(index >= 0 && index <= array.length && Number.isInteger(index)))
    broken('indexOutside', { index: text(name).slice(0, KEY_SHOWN), length: array.length })
  if (index < array.length) array[index] = value
  else {
    make(1)
    array.push(value)
  }
}

export function has(name: unknown, object: unknown): boolean {
  if (typeof object !== 'object' || object === null) return broken('notAnObject', { kind: kindOf(object) })
  return hasOwn(object, key(name))
}

export function remove(object: unknown, name: unknown): boolean {
  if (Array.isArray(object)) broken('fieldOfArray')
  return Reflect.deleteProperty(writable(object), key(name))
}

/** `object[name](…)`. */
export function invoke(object: unknown, name: unknown, ...args: unknown[]): unknown {
  return apply(object, get(object, name), ...args)
}

export function apply(object: unknown, method: unknown, ...args: unknown[]): unknown {
  if (typeof method !== 'function') return broken('notAFunction')
  return Reflect.apply(method as (...args: unknown[]) => unknown, object, args)
}

/** What for…in goes over. */
export function keys(object: unknown): string[] {
  if (object === null || object === undefined) return []
  const names = Object.keys(object)
  make(names.length)
  return names
}

/** What is about to be spread into an array, counted. */
export function spread(value: unknown): Iterable<unknown> {
  if (Array.isArray(value) || typeof value === 'string') make(value.length)
  else if (value instanceof Map || value instanceof Set) make(value.size)
  else broken('notIterable')
  return value as Iterable<unknown>
}

/** What is about to be spread into an object, counted. */
export function fields(value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (typeof value !== 'object') return broken('notAnObject', { kind: kindOf(value) })
  make(Object.keys(value).length)
  return value
}

/** Arguments that are spread: as many as fit on any engine's stack. */
export function args(value: unknown, max: number): readonly unknown[] {
  const values = Array.isArray(value) ? value : Array.from(spread(value))
  if (values.length > max) broken('tooManyArguments', { max })
  tick(1 + (values.length >> 3))
  return values
}

/** Everything at the top of a learner's file, for good and all the way down. */
export function freezeDeep(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || Object.isFrozen(value))
    return value
  Object.freeze(value)
  for (const name of Object.getOwnPropertyNames(value)) freezeDeep((value as Fields)[name])
  return value
}
