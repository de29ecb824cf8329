/** A part's fields, as its form has them, and values in nested plain data by path ("window.calls"; "": the part itself). */

export type FieldKind =
  | { kind: 'ms' | 'count' | 'number' | 'share' } // a share is shown in per cent
  | { kind: 'flag' }
  | { kind: 'choice'; of: readonly string[]; none?: boolean } // none: it may be left open
  | { kind: 'several'; of: readonly string[]; none?: boolean } // none: all of them are meant where none is named
export type Field = FieldKind & {
  path: string
  optional?: boolean // empty: not set
  usual?: number // what it is where it is not set
  /** Where it is not simply what stands at its path. */
  get?: (part: unknown) => unknown
  set?: (part: unknown, value: unknown) => unknown
}

export function fieldValue({ path, get }: Field, part: unknown): unknown {
  return get ? get(part) : valueAt(part, path)
}
export function changedField({ path, set }: Field, part: unknown, value: unknown): unknown {
  return set ? set(part, value) : withValue(part, path, value)
}

function valueAt(data: unknown, path: string): unknown {
  if (path === '') return data
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], data)
}

/** The data with another value there; undefined: without it. */
export function withValue(data: unknown, path: string, value: unknown): unknown {
  if (path === '') return value
  const [key, ...rest] = path.split('.')
  if (Array.isArray(data))
    return data.map((one: unknown, i) => (i === Number(key) ? withValue(one, rest.join('.'), value) : one))
  const inner = withValue((data as Record<string, unknown>)[key], rest.join('.'), value)
  const entries = Object.entries({ ...(data as object), [key]: inner })
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
}

/** Whether everything that has to be set is: then it can be told in a sentence. */
export function isComplete(data: unknown, fields: readonly Field[]): boolean {
  return fields.every((field) => field.optional || fieldValue(field, data) !== undefined)
}
