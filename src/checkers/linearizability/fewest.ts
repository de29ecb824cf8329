/**
 * The fewest operations that still violate: delta debugging (Zeller and Hildebrandt, TSE 2002) over whole operations. What a
 * kept operation saw is kept too, or taking a write away would make a read false that was true.
 */
import { History } from '../history/history'
import type { Operation, Operations } from '../history/operations'
import { textOf, type Value } from '../history/values'
import type { Action, Model } from './model'
import { isKeyed, withoutKey } from './objects'

/** Each try judges what is left; beyond this many the smallest found so far stands. */
const TRIES_MAX = 2_000

interface Known {
  action: Action
  key: string
}

/** `numbers`: in order. Null where they do not violate. */
export function fewest(
  operations: Operations,
  numbers: readonly number[],
  model: Model,
  violating: (some: History) => boolean,
): number[] | null {
  const keyed = model.keyed && isKeyed(operations)
  const known = new Map<number, Known>()
  for (const number of numbers) {
    const action = knownOf(operations.at(number), keyed, operations, model)
    if (action) known.set(number, action)
  }
  const violates = (some: readonly number[]): boolean => violating(excerpt(operations, some))
  let kept = numbers.filter((number) => known.has(number))
  if (!violates(kept)) return null
  let tries = 0
  for (let size = Math.ceil(kept.length / 2); tries < TRIES_MAX;) {
    const before = kept.length
    for (let from = 0; from < kept.length && tries < TRIES_MAX;) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + size)]
      const fewer = whole(rest, kept.slice(from, from + size), known, model)
      tries++
      if (fewer.length < kept.length && violates(fewer)) kept = fewer
      else from += size
    }
    if (size === 1 && kept.length === before) break
    if (kept.length === before) size = Math.ceil(size / 2)
    else size = Math.min(size, Math.ceil(kept.length / 2))
  }
  return kept
}

/** `rest`, with those of `gone` that something in it depends on. */
function whole(
  rest: readonly number[],
  gone: readonly number[],
  known: ReadonlyMap<number, Known>,
  model: Model,
): number[] {
  const { dependence } = model
  const of = (number: number): Known => known.get(number) as Known
  if (!dependence) {
    const reads = rest.map(of).filter(({ action }) => model.isRead(action))
    const isNeeded = ({ action, key }: Known): boolean =>
      !model.isRead(action) &&
      (!model.holds || reads.some((read) => read.key === key && model.holds?.(read.action, action)))
    return [...rest, ...gone.filter((number) => isNeeded(of(number)))].sort((a, b) => a - b)
  }
  const left = [...gone]
  const result = [...rest]
  for (let i = 0; i < result.length; i++) {
    const { key, action } = of(result[i])
    const seeks = dependence.seeks(action)
    if (seeks === 'any') continue
    for (const value of seeks) {
      const at = left.findIndex((number) => {
        const other = of(number)
        return (
          other.key === key && !model.isRead(other.action) && textOf(dependence.leaves(other.action)) === textOf(value)
        )
      })
      if (at >= 0) result.push(...left.splice(at, 1))
    }
  }
  return result.sort((a, b) => a - b)
}

function knownOf(operation: Operation, keyed: boolean, { history }: Operations, model: Model): Known | null {
  const action = model.action(keyed ? withoutKey(operation) : operation, history.conventions)
  return action && { action, key: keyed ? textOf((operation.asked as Value[])[0]) : '' }
}

/** The history of these operations alone, in its order. */
export function excerpt(operations: Operations, numbers: readonly number[]): History {
  const { history } = operations
  const positions = numbers.flatMap((number) => {
    const { invoked, completed } = operations.at(number)
    return completed < 0 ? [invoked] : [invoked, completed]
  })
  const alone = new History(history.conventions)
  for (const position of positions.sort((a, b) => a - b)) alone.push(history.at(position))
  return alone
}
