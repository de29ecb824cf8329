/**
 * A set, by every read (Jepsen's set-full): an element is known once its add was acknowledged or a read showed it. It is lost if a
 * read invoked after that, and after the last one that showed it, misses it; stale if one missed it for a while only.
 */
import type { Operation, Operations } from '../history/operations'
import { textOf, type Value } from '../history/values'
import { badValue, shown, unknownFunction } from '../linearizability/model'
import type { Budget } from '../linearizability/check'
import { Steps, verdictWithin } from '../steps'
import { Found, undecided, type InvariantVerdict } from './anomaly'

interface Element {
  value: Value
  add: number
  invoked: number
  /** The position at which it was known; Infinity where it never was. */
  known: number
  /** Of the last reads that showed it and that missed it: when they were invoked, and their numbers. */
  present: { at: number; number: number }
  absent: { at: number; number: number }
}

/** Unknown where no element came to stay. Throws history.function, history.value. */
export function checkSetFull(operations: Operations, budget: Pick<Budget, 'steps'>): InvariantVerdict {
  const elements = new Map<string, Element>()
  const reads: { operation: Operation; number: number; held: Value[] }[] = []
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const { f, asked, told, outcome, invoked, completed } = operation
    if (f !== 'add' && f !== 'read') throw unknownFunction('set-full', operation, 'add, read')
    if (f === 'read') {
      if (outcome !== 'ok' || told === null) continue
      if (!Array.isArray(told)) throw badValue('set-full', operation)
      reads.push({ operation, number, held: told })
    } else if (outcome !== 'fail') {
      const never = { at: -1, number: -1 }
      const known = outcome === 'ok' ? completed : Infinity
      elements.set(textOf(asked), { value: asked, add: number, invoked, known, present: never, absent: never })
    }
  }
  const found = new Found()
  const steps = new Steps(budget.steps)
  for (const { operation, number, held } of reads) {
    // What a read misses, a later one may show: of an element nothing can be said before the last read.
    if (!steps.take(held.length + elements.size)) return verdictWithin(steps, found)
    noteRead(operation, number, held, elements, found)
  }
  let stable = false
  for (const { value, add, known, present, absent } of elements.values()) {
    const lost = known < absent.at && present.at < absent.at
    stable ||= present.at > absent.at
    if (lost)
      found.add('set-full.lost', [add, ...(present.number < 0 ? [] : [present.number]), absent.number], {
        value: shown(value),
      })
  }
  return stable || found.all.length > 0 ? found.verdict() : undecided('set-full.unstable')
}

/** Reads come in the order of their invocations. */
function noteRead(
  { invoked, completed }: Operation,
  number: number,
  held: Value[],
  elements: Map<string, Element>,
  found: Found,
): void {
  const texts = new Set<string>()
  for (const value of held) {
    const text = textOf(value)
    if (texts.has(text)) found.add('set-full.twice', [number], { value: shown(value) })
    texts.add(text)
    const element = elements.get(text)
    if (!element) found.add('set-full.unexpected', [number], { value: shown(value) })
    else {
      element.known = Math.min(element.known, completed)
      element.present = { at: invoked, number }
    }
  }
  for (const [text, element] of elements)
    if (!texts.has(text) && element.invoked < completed) element.absent = { at: invoked, number }
}
