/**
 * What comes out of learners' code, checked and copied: numbers, texts, booleans, null, undefined fields left out, arrays and
 * plain objects. Nothing that is read can run code: accessors are refused before they are asked.
 */

export interface CopyLimits {
  depth: number
  /** Values in all: elements, fields, and one for each 16 letters of text. */
  size: number
}

export const DEFAULT_COPY_LIMITS: Readonly<CopyLimits> = { depth: 16, size: 10_000 }

export type Copied<T = unknown> = { ok: true; value: T } | { ok: false; refusal: CopyRefusal }

/** `path` as `state.waits[3]`; the code says what is there. */
export interface CopyRefusal {
  code: 'isUndefined' | 'isFunction' | 'isSymbol' | 'isBigint' | 'isNotFinite' | 'isAccessor' | 'isInstance' | 'isCycle' | 'tooDeep' | 'tooLarge' // prettier-ignore
  path: string
}

interface Copying {
  readonly limits: Readonly<CopyLimits>
  size: number
  refusal: CopyRefusal | null
  readonly above: object[]
}

/** `name` begins the path of what is refused. */
export function plainCopy(value: unknown, name: string, limits: Readonly<CopyLimits> = DEFAULT_COPY_LIMITS): Copied {
  if (typeof value === 'number' && value - value === 0) return { ok: true, value }
  const copying: Copying = { limits, size: 0, refusal: null, above: [] }
  const copied = copy(value, name, copying)
  return copying.refusal ? { ok: false, refusal: copying.refusal } : { ok: true, value: copied }
}

function refuse(copying: Copying, code: CopyRefusal['code'], path: string): null {
  copying.refusal ??= { code, path }
  return null
}

function copy(value: unknown, path: string, copying: Copying): unknown {
  if (++copying.size > copying.limits.size) return refuse(copying, 'tooLarge', path)
  switch (typeof value) {
    case 'number':
      return value - value === 0 ? value : refuse(copying, 'isNotFinite', path)
    case 'boolean':
      return value
    case 'string':
      copying.size += value.length >> 4
      return copying.size > copying.limits.size ? refuse(copying, 'tooLarge', path) : value
    case 'object':
      return value === null ? null : copyObject(value, path, copying)
    case 'undefined':
      return refuse(copying, 'isUndefined', path)
    case 'function':
      return refuse(copying, 'isFunction', path)
    case 'symbol':
      return refuse(copying, 'isSymbol', path)
    case 'bigint':
      return refuse(copying, 'isBigint', path)
  }
}

function copyObject(value: object, path: string, copying: Copying): unknown {
  if (copying.above.includes(value)) return refuse(copying, 'isCycle', path)
  if (copying.above.length >= copying.limits.depth) return refuse(copying, 'tooDeep', path)
  copying.above.push(value)
  const result = Array.isArray(value) ? copyArray(value, path, copying) : copyFields(value, path, copying)
  copying.above.pop()
  return result
}

function copyArray(value: readonly unknown[], path: string, copying: Copying): unknown {
  const { length } = value
  if (length > copying.limits.size) return refuse(copying, 'tooLarge', path)
  const result: unknown[] = []
  for (let i = 0; i < length && copying.refusal === null; i++)
    result.push(dataOf(value, String(i), `${path}[${i}]`, copying))
  return result
}

function copyFields(value: object, path: string, copying: Copying): unknown {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return refuse(copying, 'isInstance', path)
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (copying.refusal !== null) break
    if (name === '__proto__') return refuse(copying, 'isAccessor', `${path}.${name}`)
    const descriptor = Object.getOwnPropertyDescriptor(value, name)!
    // A field that is undefined is one that is not there.
    if ('value' in descriptor && descriptor.value === undefined) continue
    result[name] = dataOf(value, name, `${path}.${name}`, copying)
  }
  return result
}

function dataOf(value: object, name: string, path: string, copying: Copying): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(value, name)
  if (descriptor && !('value' in descriptor)) return refuse(copying, 'isAccessor', path)
  return copy(descriptor?.value, path, copying)
}
