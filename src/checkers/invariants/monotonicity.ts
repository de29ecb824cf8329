/** A number that only grows (as of a clock, or of a counter that is only raised): a read is never below one that ended before it. */
import type { Operations } from '../history/operations'
import { textOf, type Value } from '../history/values'
import { badValue, shown } from '../linearizability/model'
import { isKeyed, withoutKey } from '../linearizability/objects'
import { Found, type InvariantVerdict } from './anomaly'

interface Highest {
  value: number
  number: number
}

/** Unknown where nothing was read. Operations other than reads are passed over. Throws history.value. */
export function checkMonotonicity(operations: Operations): InvariantVerdict {
  const keyed = isKeyed(operations)
  const found = new Found()
  const reads = readsOf(operations, keyed)
  const ended = [...reads].sort((a, b) => a.completed - b.completed)
  const highest = new Map<string, Highest>()
  let next = 0
  for (const { key, value, number, invoked } of reads) {
    for (; ended[next].completed < invoked; next++) {
      const known = highest.get(ended[next].key)
      if (!known || known.value < ended[next].value) highest.set(ended[next].key, ended[next])
    }
    const before = highest.get(key)
    if (before && value < before.value)
      found.add('monotonicity', [before.number, number], {
        key: key === 'null' ? '' : key,
        got: value,
        before: before.value,
      })
  }
  return found.verdict(reads.length > 0 ? true : 'unknown')
}

function readsOf(operations: Operations, keyed: boolean) {
  const reads: (Highest & { key: string; invoked: number; completed: number })[] = []
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const { f, asked, outcome, invoked, completed } = operation
    if (f !== 'read' || outcome !== 'ok') continue
    const { told } = keyed ? withoutKey(operation) : operation
    if (told === null) continue
    if (typeof told !== 'number') throw badValue('monotonic', operation)
    reads.push({ value: told, number, key: keyed ? nameOf((asked as Value[])[0]) : 'null', invoked, completed })
  }
  return reads
}

const nameOf = (key: Value): string => (typeof key === 'string' ? key : shown(textOf(key)))
