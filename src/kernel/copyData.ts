/*
 * Deep copies of state for checkpoints. State is data: whatever could not be copied faithfully (a function, a promise, a
 * class without clone()) is an error of ours and is named by its path, rather than shared by mistake between two branches.
 * Frozen objects are taken as deeply immutable (message bodies) and shared. An object reached twice stays one object.
 */
import { assert } from './assert'

interface Cloneable {
  clone(): object
}

interface Copying {
  readonly root: unknown
  readonly copies: Map<object, object>
}

/** A copy that shares nothing changeable with `value`. Throws an assertion with the path of what is not data. */
export function copyData<T>(value: T): T {
  return copy(value, { root: value, copies: new Map() }) as T
}

function copy(value: unknown, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function' || typeof value === 'symbol') refuse(value, copying)
    return value
  }
  if (Object.isFrozen(value)) return value
  const known = copying.copies.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) {
    const array = value.slice() as unknown[]
    copying.copies.set(value, array)
    for (let i = 0; i < array.length; i++) if (!isPlain(array[i])) array[i] = copy(array[i], copying)
    return array
  }
  return copyObject(value, copying)
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string'
}

function copyObject(value: object, copying: Copying): object {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) {
    // Spread keeps the hidden class, so that code sees one shape before and after a restore.
    const object: Record<string, unknown> = { ...value }
    if (prototype === null) Object.setPrototypeOf(object, null)
    copying.copies.set(value, object)
    for (const key of Object.keys(object)) if (!isPlain(object[key])) object[key] = copy(object[key], copying)
    return object
  }
  const made = copyInstance(value, copying)
  copying.copies.set(value, made)
  return made
}

function copyInstance(value: object, copying: Copying): object {
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>()
    copying.copies.set(value, map)
    for (const [key, item] of value) map.set(copy(key, copying), copy(item, copying))
    return map
  }
  if (value instanceof Set) {
    const set = new Set<unknown>()
    copying.copies.set(value, set)
    for (const item of value) set.add(copy(item, copying))
    return set
  }
  if (isTypedArray(value)) return value.slice()
  if (isCloneable(value)) return value.clone()
  return refuse(value, copying)
}

function isTypedArray(value: object): value is Int32Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

function isCloneable(value: object): value is Cloneable {
  return 'clone' in value && typeof value.clone === 'function'
}

function refuse(value: unknown, copying: Copying): never {
  const what =
    typeof value === 'object' && value !== null ? `an instance of ${value.constructor?.name}` : `a ${typeof value}`
  const path = pathTo(copying.root, value, new Set())
  assert(false, `state is data, but state${path ?? ''} is ${what}`)
}

/** Walked only when something was refused, so that copying need not keep track. */
function pathTo(from: unknown, wanted: unknown, seen: Set<unknown>): string | undefined {
  if (from === wanted) return ''
  if (typeof from !== 'object' || from === null || ArrayBuffer.isView(from) || seen.has(from)) return undefined
  seen.add(from)
  for (const [step, item] of steps(from)) {
    const rest = pathTo(item, wanted, seen)
    if (rest !== undefined) return step + rest
  }
  return undefined
}

function* steps(from: object): Generator<[step: string, item: unknown]> {
  if (Array.isArray(from)) for (let i = 0; i < from.length; i++) yield [`[${i}]`, from[i]]
  else if (from instanceof Map) {
    for (const [key, item] of from) {
      yield ['.keys()', key]
      yield [`.get(${String(key)})`, item]
    }
  } else if (from instanceof Set) for (const item of from) yield ['.values()', item]
  else for (const [key, item] of Object.entries(from)) yield [`.${key}`, item]
}
