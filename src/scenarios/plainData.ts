/**
 * The first gate for a document from outside, before any schema: plain data only, shallow, small, with finite numbers and
 * without names that objects inherit (`__proto__`, `constructor`, `toString`), so that no later step can be led astray by
 * them. It walks without recursion and stops at a cycle by its depth.
 */
import { LIMITS } from './limits'
import { fieldPath, refusal } from './refusal'

interface Place {
  value: unknown
  key: string | number
  parent: Place | null
  depth: number
}

/** Throws a FaultlineError `code` at the first value that is not allowed. Objects made by classes are refused too. */
export function checkPlainData(root: unknown, code: string, stringCharacters: number = LIMITS.stringCharacters): void {
  const pending: Place[] = [{ value: root, key: '', parent: null, depth: 0 }]
  let values = 0
  for (let place = pending.pop(); place; place = pending.pop()) {
    if (++values > LIMITS.values) throw at(place, 'tooMany', `0 to ${LIMITS.values}`)
    const { value, depth } = place
    if (typeof value === 'string') {
      if (value.length > stringCharacters) throw at(place, 'tooLong', `0 to ${stringCharacters}`)
    } else if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw at(place, 'notFinite', '')
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= LIMITS.depth) throw at(place, 'tooDeep', `0 to ${LIMITS.depth}`)
      for (const inner of insides(place, value)) pending.push(inner)
    } else if (value !== null && value !== undefined && typeof value !== 'boolean') throw at(place, 'wrongType', 'JSON')
  }

  function insides(place: Place, value: object): Place[] {
    const below = (key: string | number, inner: unknown): Place => ({
      value: inner,
      key,
      parent: place,
      depth: place.depth + 1,
    })
    if (Array.isArray(value)) {
      if (value.length > LIMITS.values) throw at(place, 'tooMany', `0 to ${LIMITS.values}`)
      return Array.from(value, (inner: unknown, i) => below(i, inner)).reverse()
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    const plain = prototype === null || prototype === Object.prototype || !Object.getPrototypeOf(prototype)
    if (!plain) throw at(place, 'wrongType', 'JSON')
    const inside: Place[] = []
    for (const key of Object.keys(value)) {
      const inner = below(key, (value as Record<string, unknown>)[key])
      if (key in Object.prototype) throw at(inner, 'forbiddenKey', '')
      if (key.length > LIMITS.stringCharacters) throw at(inner, 'tooLong', `0 to ${LIMITS.stringCharacters}`)
      inside.push(inner)
    }
    return inside.reverse()
  }

  function at(place: Place, problem: string, allowed: string) {
    const keys: (string | number)[] = []
    for (let step: Place = place; step.parent; step = step.parent) keys.unshift(step.key)
    return refusal(code, { field: fieldPath(keys), problem, allowed, got: place.value })
  }
}
