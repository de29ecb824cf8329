/**
 * Values of a history, each kept once and named by an int32: small whole numbers are their own name, everything else stands
 * in a table. Equal values have equal names, so that checkers compare and hash integers.
 */

/** Plain data as JSON and EDN hold it; keywords and symbols are their names, lists and sets are arrays. */
export type Value = null | boolean | number | string | Value[] | Map<Scalar, Value>
export type Scalar = null | boolean | number | string

const INLINE_MAX = 0x3fffffff

export class ValueTable {
  private readonly values: Value[] = []
  private readonly scalars = new Map<Scalar, number>()
  private readonly texts = new Map<string, number>()

  /** The value's name; equal for equal values. Maps are equal whatever their order. */
  idOf(value: Value): number {
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= INLINE_MAX) return value * 2 + 1
    const composite = typeof value === 'object' && value !== null
    const known = composite ? this.texts.get(textOf(value)) : this.scalars.get(value)
    if (known !== undefined) return known
    const id = this.values.push(value) * 2 - 2
    if (composite) this.texts.set(textOf(value), id)
    else this.scalars.set(value, id)
    return id
  }

  valueOf(id: number): Value {
    return id & 1 ? id >> 1 : this.values[id >> 1]
  }
}

/** A text that two values share exactly if they are equal. Readers bound the depth of what comes here. */
export function textOf(value: Value): string {
  if (value instanceof Map) {
    const entries = [...value].map(([key, held]) => `${JSON.stringify(key)}:${textOf(held)}`)
    return `{${entries.sort().join(',')}}`
  }
  return Array.isArray(value) ? `[${value.map(textOf).join(',')}]` : JSON.stringify(value)
}
