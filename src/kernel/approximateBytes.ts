/*
 * About how much memory a piece of state holds, for the budget of checkpoints. The per-object costs are rounded figures for
 * V8 with 64-bit pointers; instances may tell their own size by a `bytes` property.
 */

const OBJECT_BYTES = 32
const FIELD_BYTES = 8
const ENTRY_BYTES = 40

/** Bytes of `value` and all it reaches; an object reached twice counts once. */
export function approximateBytes(value: unknown): number {
  return measure(value, new Set())
}

function measure(value: unknown, seen: Set<object>): number {
  if (typeof value === 'string') return 16 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 0
  if (seen.has(value)) return 0
  seen.add(value)
  if (ArrayBuffer.isView(value)) return OBJECT_BYTES * 2 + value.byteLength
  if ('bytes' in value && typeof value.bytes === 'number' && isInstance(value)) return value.bytes
  let bytes = OBJECT_BYTES
  if (Array.isArray(value)) {
    for (const item of value) bytes += FIELD_BYTES + measure(item, seen)
  } else if (value instanceof Map) {
    for (const [key, item] of value) bytes += ENTRY_BYTES + measure(key, seen) + measure(item, seen)
  } else if (value instanceof Set) {
    for (const item of value) bytes += ENTRY_BYTES + measure(item, seen)
  } else {
    for (const key of Object.keys(value)) {
      bytes += FIELD_BYTES + measure((value as Record<string, unknown>)[key], seen)
    }
  }
  return bytes
}

/** A plain object's field called `bytes` is data like any other. */
function isInstance(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype !== Object.prototype && prototype !== null
}
