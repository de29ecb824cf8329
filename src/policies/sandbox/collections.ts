/** Methods of Map and Set. Their entries, keys and values are arrays here: taken at the moment of the call, and counted. */
import { make, tick } from './budget'
import { broken } from './errors'

type Run = (value: unknown, key: unknown, all: unknown) => unknown

function run(value: unknown): Run {
  return typeof value === 'function' ? (value as Run) : broken('notAFunction')
}

function counted(items: Iterable<unknown>, size: number): unknown[] {
  make(size)
  return Array.from(items)
}

export const MAP_METHODS: Readonly<Record<string, (map: Map<unknown, unknown>, ...args: unknown[]) => unknown>> = {
  clear: (map) => map.clear(),
  delete: (map, key) => map.delete(key),
  entries: (map) => counted(map.entries(), 3 * map.size),
  forEach(map, callback) {
    const call = run(callback)
    for (const [key, value] of map) {
      tick(1)
      call(value, key, map)
    }
  },
  get: (map, key) => map.get(key),
  has: (map, key) => map.has(key),
  keys: (map) => counted(map.keys(), map.size),
  set(map, key, value) {
    make(1)
    return map.set(key, value)
  },
  toString: () => '[object Map]',
  values: (map) => counted(map.values(), map.size),
}

export const SET_METHODS: Readonly<Record<string, (set: Set<unknown>, ...args: unknown[]) => unknown>> = {
  add(set, value) {
    make(1)
    return set.add(value)
  },
  clear: (set) => set.clear(),
  delete: (set, value) => set.delete(value),
  entries: (set) => counted(set.entries(), 3 * set.size),
  forEach(set, callback) {
    const call = run(callback)
    for (const value of set) {
      tick(1)
      call(value, value, set)
    }
  },
  has: (set, value) => set.has(value),
  keys: (set) => counted(set.values(), set.size),
  toString: () => '[object Set]',
  values: (set) => counted(set.values(), set.size),
}
