/** The fewest operations of one object that still violate, and why they do. */
import { Operations } from '../history/operations'
import { checkLinearizability, type Budget } from './check'
import { explainViolation, type Violation } from './explain'
import { excerpt, fewest } from './fewest'
import type { Model } from './model'
import { objectsOf } from './objects'

const BUDGET: Budget = { steps: 1_000_000, bytes: 64_000_000 }

export interface Shrunk {
  /** Of the history given, in order. */
  operations: number[]
  /** Why these violate; its operations are places in `operations`. */
  violation: Violation
}

/** `numbers`: operations of one object, in order. Null where they do not violate, or not within the budget. */
export function shrink(operations: Operations, numbers: readonly number[], model: Model): Shrunk | null {
  const kept = fewest(
    operations,
    numbers,
    model,
    (some) => checkLinearizability(new Operations(some), model, BUDGET).valid === false,
  )
  if (!kept) return null
  const [object] = objectsOf(new Operations(excerpt(operations, kept)), model)
  return { operations: kept, violation: explainViolation(object) }
}
