/** Methods of arrays, each paying by size before it runs. Arrays have no holes. */
import { make, tick, walk } from './budget'
import { broken } from './errors'
import { sortedCopy } from './sort'
import { joined, position, text, whole } from './text'

type Item = unknown
type Items = Item[]
type Callback = (item: Item, index: number, items: Items) => unknown

function callback(value: unknown): Callback {
  return typeof value === 'function' ? (value as Callback) : broken('notAFunction')
}

function changeable(items: Items): Items {
  return Object.isFrozen(items) ? broken('readOnly') : items
}

/** The index of the first that passes from `start` in steps of `by`, or −1. */
function search(items: Items, test: unknown, start: number, by: 1 | -1): number {
  const passes = callback(test)
  for (let i = start; i >= 0 && i < items.length; i += by) {
    tick(1)
    if (passes(items[i], i, items)) return i
  }
  return -1
}

function each(items: Items, run: unknown, use: (result: unknown, item: Item, index: number) => void): void {
  const call = callback(run)
  const { length } = items
  for (let i = 0; i < length && i < items.length; i++) {
    tick(1)
    const item = items[i]
    use(call(item, i, items), item, i)
  }
}

function reduce(items: Items, run: unknown, given: readonly unknown[], by: 1 | -1): unknown {
  const call = callback(run) as unknown as (sum: unknown, item: Item, index: number, items: Items) => unknown
  let i = by === 1 ? 0 : items.length - 1
  if (given.length === 0 && items.length === 0) return broken('reduceOfNothing')
  let sum = given[0]
  if (given.length === 0) {
    sum = items[i]
    i += by
  }
  for (; i >= 0 && i < items.length; i += by) {
    tick(1)
    sum = call(sum, items[i], i, items)
  }
  return sum
}

function flatten(items: readonly Item[], depth: number, into: Items): Items {
  for (const item of items) {
    tick(1)
    if (Array.isArray(item) && depth > 0) flatten(item, depth - 1, into)
    else {
      make(1)
      into.push(item)
    }
  }
  return into
}

function copy(items: Items): Items {
  make(items.length)
  return items.slice()
}

function splice(items: Items, start: unknown, count: unknown, added: Items, argumentCount: number): Items {
  const at = position(start, items.length, 0)
  const rest = items.length - at
  const removed = argumentCount === 0 ? 0 : argumentCount === 1 ? rest : Math.max(0, Math.min(whole(count, 0), rest))
  make(removed + added.length)
  walk(items.length)
  return items.splice(at, removed, ...added)
}

/** What the methods do to an array. */
export const ARRAY_METHODS: Readonly<Record<string, (items: Items, ...args: unknown[]) => unknown>> = {
  at: (items, index) => {
    const i = whole(index, 0)
    return items[i < 0 ? i + items.length : i]
  },
  concat(items, ...others) {
    const result = copy(items)
    for (const other of others) {
      make(Array.isArray(other) ? other.length : 1)
      if (Array.isArray(other)) for (const item of other as Items) result.push(item)
      else result.push(other)
    }
    return result
  },
  entries: (items) => (make(3 * items.length), items.map((item, index) => [index, item])),
  every: (items, test) => {
    const passes = callback(test)
    return search(items, (item: Item, index: number) => !passes(item, index, items), 0, 1) < 0
  },
  fill(items, value, start, end) {
    const last = position(end, items.length, items.length)
    walk(items.length)
    return changeable(items).fill(value, position(start, items.length, 0), last)
  },
  filter(items, test) {
    const result: Items = []
    each(items, test, (passes, item) => {
      if (!passes) return
      make(1)
      result.push(item)
    })
    return result
  },
  find: (items, test) => items[search(items, test, 0, 1)],
  findIndex: (items, test) => search(items, test, 0, 1),
  findLast: (items, test) => items[search(items, test, items.length - 1, -1)],
  findLastIndex: (items, test) => search(items, test, items.length - 1, -1),
  flat: (items, depth) => flatten(items, Math.min(whole(depth, 1), 50), []),
  flatMap(items, run) {
    const mapped: Items = []
    each(items, run, (result) => mapped.push(result))
    return flatten(mapped, 1, [])
  },
  forEach: (items, run) => each(items, run, () => {}),
  includes: (items, item, start) => (walk(items.length), items.includes(item, whole(start, 0))),
  indexOf: (items, item, start) => (walk(items.length), items.indexOf(item, whole(start, 0))),
  join: (items, separator) => joined(items, separator === undefined ? ',' : text(separator)),
  keys: (items) => (make(items.length), items.map((_, index) => index)),
  lastIndexOf: (items, item) => (walk(items.length), items.lastIndexOf(item)),
  map(items, run) {
    make(items.length)
    const result: Items = []
    each(items, run, (value) => result.push(value))
    return result
  },
  pop: (items) => changeable(items).pop(),
  push(items, ...added) {
    make(added.length)
    return changeable(items).push(...added)
  },
  reduce: (items, run, ...given) => reduce(items, run, given, 1),
  reduceRight: (items, run, ...given) => reduce(items, run, given, -1),
  reverse: (items) => (walk(items.length), changeable(items).reverse()),
  shift: (items) => (walk(items.length >> 3), changeable(items).shift()),
  slice(items, start, end) {
    const from = position(start, items.length, 0)
    const to = position(end, items.length, items.length)
    make(Math.max(0, to - from))
    return items.slice(from, to)
  },
  some: (items, test) => search(items, test, 0, 1) >= 0,
  sort(items, compare) {
    const result = sortedCopy(changeable(items), compare)
    for (let i = 0; i < result.length; i++) items[i] = result[i]
    return items
  },
  splice: (items, start, count, ...added) =>
    splice(changeable(items), start, count, added, start === undefined ? 0 : count === undefined ? 1 : 2),
  toReversed: (items) => copy(items).reverse(),
  toSorted: (items, compare) => sortedCopy(items, compare),
  toString: (items: Items) => joined(items, ','),
  unshift(items, ...added) {
    make(added.length)
    walk(items.length)
    return changeable(items).unshift(...added)
  },
  values: copy,
  with(items, index, value) {
    const i = whole(index, 0)
    const at = i < 0 ? i + items.length : i
    if (at < 0 || at >= items.length) broken('indexOutside', { index: i, length: items.length })
    const result = copy(items)
    result[at] = value
    return result
  },
}
