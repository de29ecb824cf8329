/**
 * The fewest operations of one object that still violate: delta debugging (Zeller and Hildebrandt, TSE 2002) over whole
 * operations. What a kept operation saw is kept too, or taking a write away would make a read false that was true.
 */
import { History } from '../history/history'
import { Operations } from '../history/operations'
import type { Operation } from '../history/operations'
import { textOf } from '../history/values'
import { checkLinearizability, type Budget } from './check'
import { explainViolation, type Violation } from './explain'
import type { Action, Model } from './model'
import { objectsOf, withoutKey } from './objects'

const BUDGET: Budget = { steps: 1_000_000, bytes: 64_000_000 }
/** Each try judges what is left; beyond this many the smallest found so far stands. */
const TRIES_MAX = 2_000

export interface Shrunk {
  /** Of the history given, in order. */
  operations: number[]
  /** Why these violate; its operations are places in `operations`. */
  violation: Violation
}

/** `numbers`: operations of one object, in order. Null where they do not violate, or not within the budget. */
export function shrink(operations: Operations, numbers: readonly number[], model: Model): Shrunk | null {
  const actions = new Map(numbers.map((number) => [number, actionOf(operations.at(number), operations, model)]))
  const violating = (kept: readonly number[]): boolean =>
    checkLinearizability(new Operations(excerpt(operations, kept)), model, BUDGET).valid === false
  let kept = numbers.filter((number) => actions.get(number))
  if (!violating(kept)) return null
  let tries = 0
  for (let size = Math.ceil(kept.length / 2); tries < TRIES_MAX;) {
    const before = kept.length
    for (let from = 0; from < kept.length && tries < TRIES_MAX;) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + size)]
      const fewer = whole(rest, kept.slice(from, from + size), actions, model)
      tries++
      if (fewer.length < kept.length && violating(fewer)) kept = fewer
      else from += size
    }
    if (size === 1 && kept.length === before) break
    if (kept.length === before) size = Math.ceil(size / 2)
    else size = Math.min(size, Math.ceil(kept.length / 2))
  }
  const [object] = objectsOf(new Operations(excerpt(operations, kept)), model)
  return { operations: kept, violation: explainViolation(object) }
}

/** `rest`, with those of `gone` that something in it depends on. */
function whole(
  rest: readonly number[],
  gone: readonly number[],
  actions: ReadonlyMap<number, Action | null>,
  model: Model,
): number[] {
  const { dependence } = model
  const of = (number: number): Action => actions.get(number) as Action
  if (!dependence) return [...rest, ...gone.filter((number) => !model.isRead(of(number)))].sort((a, b) => a - b)
  const left = [...gone]
  const result = [...rest]
  for (let i = 0; i < result.length; i++) {
    const seeks = dependence.seeks(of(result[i]))
    if (seeks === 'any') continue
    for (const value of seeks) {
      const at = left.findIndex((n) => !model.isRead(of(n)) && textOf(dependence.leaves(of(n))) === textOf(value))
      if (at >= 0) result.push(...left.splice(at, 1))
    }
  }
  return result.sort((a, b) => a - b)
}

function actionOf(operation: Operation, { history }: Operations, model: Model): Action | null {
  const keyed = model.keyed && Array.isArray(operation.asked) && operation.asked.length === 2
  return model.action(keyed ? withoutKey(operation) : operation, history.conventions)
}

/** The history of these operations alone, in its order. */
function excerpt(operations: Operations, numbers: readonly number[]): History {
  const { history } = operations
  const positions = numbers.flatMap((number) => {
    const { invoked, completed } = operations.at(number)
    return completed < 0 ? [invoked] : [invoked, completed]
  })
  const alone = new History(history.conventions)
  for (const position of positions.sort((a, b) => a - b)) alone.push(history.at(position))
  return alone
}
