/** Identifiers that are handed out once only (Maelstrom's unique-ids): no two generated ones are equal. */
import type { Operations } from '../history/operations'
import { textOf } from '../history/values'
import { shown, unknownFunction } from '../linearizability/model'
import { Found, type InvariantVerdict } from './anomaly'

/** Unknown where nothing was generated. Throws history.function. */
export function checkUniqueIds(operations: Operations): InvariantVerdict {
  const given = new Map<string, number>()
  const found = new Found()
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const { f, told, outcome } = operation
    if (f !== 'generate') throw unknownFunction('unique-ids', operation, 'generate')
    if (outcome !== 'ok') continue
    const before = given.get(textOf(told))
    if (before === undefined) given.set(textOf(told), number)
    else found.add('unique-ids', [before, number], { id: shown(told) })
  }
  return found.verdict(given.size > 0 ? true : 'unknown')
}
