/** A stable merge sort from below: which elements are compared, and in what order, is the same in every engine. */
import { make, tick } from './budget'
import { broken } from './errors'
import { numeric, text } from './text'

type Compare = (a: unknown, b: unknown) => unknown

/** A sorted copy. undefined comes last; a comparator that answers true or false is taken for 1 or 0. */
export function sortedCopy(items: readonly unknown[], compare: unknown): unknown[] {
  if (compare !== undefined && typeof compare !== 'function') broken('notAFunction')
  make(items.length)
  const present = items.filter((item) => item !== undefined)
  const result = compare === undefined ? byText(present) : merged(present, compare as Compare)
  while (result.length < items.length) result.push(undefined)
  return result
}

function byText(items: readonly unknown[]): unknown[] {
  const keyed = items.map((item) => ({ key: text(item), item }))
  const compare = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  return (merged(keyed, compare as Compare) as { item: unknown }[]).map(({ item }) => item)
}

function merged(items: unknown[], compare: Compare): unknown[] {
  let from = items
  let into = new Array<unknown>(items.length).fill(undefined)
  for (let width = 1; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      const middle = Math.min(start + width, items.length)
      const end = Math.min(start + 2 * width, items.length)
      let left = start
      let right = middle
      for (let i = start; i < end; i++) {
        tick(1)
        const takeRight = right < end && (left >= middle || numeric(compare(from[left], from[right])) > 0)
        into[i] = takeRight ? from[right++] : from[left++]
      }
    }
    ;[from, into] = [into, from]
  }
  return from
}
