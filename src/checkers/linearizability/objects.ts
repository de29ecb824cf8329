/** A history taken apart into the objects that it is about: linearizability holds if it holds for each (Herlihy and Wing 1990). */
import type { Operations } from '../history/operations'
import { type Operation } from '../history/operations'
import { textOf, type Value } from '../history/values'
import type { Model } from './model'
import { Specification } from './specification'
import type { TimelineOperation } from './timeline'

export interface ObjectHistory {
  /** Undefined where the history is about one object. */
  key: Value | undefined
  operations: TimelineOperation[]
  specification: Specification
}

/**
 * Independent keys (`[key value]`) each become an object where the model allows and every operation is of that form. Throws
 * what pairing and the model throw.
 */
export function objectsOf(operations: Operations, model: Model): ObjectHistory[] {
  const keyed = model.keyed && isKeyed(operations)
  const byKey = new Map<string, ObjectHistory>()
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const action = model.action(keyed ? withoutKey(operation) : operation, operations.history.conventions)
    if (!action) continue
    const key = keyed ? (operation.asked as Value[])[0] : undefined
    const text = key === undefined ? '' : textOf(key)
    const object = byKey.get(text) ?? { key, operations: [], specification: new Specification(model) }
    if (object.operations.length === 0) byKey.set(text, object)
    object.operations.push(timedOperation(operation, number, object.specification.actionOf(action)))
  }
  const objects = [...byKey.values()]
  for (const object of objects) object.operations = object.specification.withoutIdle(object.operations)
  return objects
}

function timedOperation(operation: Operation, number: number, action: number): TimelineOperation {
  const returned = operation.outcome === 'info' ? -1 : operation.completed
  return { operation: number, action, called: operation.invoked, returned }
}

/** Whether values are `[key value]`. A compare-and-set's own value is a pair too: of its key and the pair, where there are keys. */
export function isKeyed(operations: Operations): boolean {
  if (operations.length === 0) return false
  for (let number = 0; number < operations.length; number++) {
    const { f, asked } = operations.at(number)
    if (!Array.isArray(asked) || asked.length !== 2 || (f === 'cas' && !Array.isArray(asked[1]))) return false
  }
  return true
}

export function withoutKey(operation: Operation): Operation {
  const valueOf = (value: Value): Value => (Array.isArray(value) && value.length === 2 ? value[1] : null)
  return { ...operation, asked: valueOf(operation.asked), told: valueOf(operation.told) }
}
