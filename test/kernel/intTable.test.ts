import { describe, expect, it } from 'vitest'
import { Draws, IntTable } from '../../src/kernel'

type Model = Map<number, { version: number; value: number }>

function expectEqual(table: IntTable, model: Model): void {
  expect(table.size).toBe(model.size)
  expect(Array.from(table.keys())).toEqual([...model.keys()].sort((a, b) => a - b))
  for (const [key, { version, value }] of model) {
    expect([table.has(key), table.version(key), table.value(key)]).toEqual([true, version, value])
  }
}

/** Keys that crowd (few, near, at the ends of int32, equal in their hash's low bits). */
const KEYS: ((draws: Draws) => number)[] = [
  (draws) => draws.int(20),
  (draws) => draws.int(3000) - 1500,
  (draws) => draws.u32() | 0,
  (draws) => draws.int(64) << 26,
  (draws) => 2147483647 - draws.int(8),
]

describe('an int table', () => {
  it.each(KEYS.map((_, i) => i))('does what a Map does, key family %d', (family) => {
    for (let run = 0; run < 20; run++) {
      const draws = new Draws(run).at(family, 0, 0, 0)
      const table = new IntTable()
      const model: Model = new Map()
      for (let step = 0; step < 3000; step++) {
        const key = KEYS[family](draws)
        if (draws.unit() < (step % 1000 < 600 ? 0.75 : 0.2)) {
          const version = draws.unit() * 2 ** 50
          const value = draws.u32() | 0
          table.set(key, version, value)
          model.set(key, { version, value })
        } else if (table.delete(key) !== model.delete(key)) throw new Error(`delete(${key}) at step ${step}`)
        const probe = KEYS[family](draws)
        if (table.has(probe) !== model.has(probe)) throw new Error(`has(${probe}) at step ${step}`)
      }
      expectEqual(table, model)
    }
  })

  it('answers 0 and slot −1 for an absent key, also for key 0', () => {
    const table = new IntTable()
    expect([table.has(0), table.version(0), table.value(0), table.find(0), table.delete(0)]).toEqual([
      false,
      0,
      0,
      -1,
      false,
    ])
    table.set(0, 5, 6)
    expect([table.has(0), table.versionAt(table.find(0)), table.valueAt(table.find(0))]).toEqual([true, 5, 6])
  })

  it('lists keys in an order that does not depend on history', () => {
    const forwards = new IntTable()
    const backwards = new IntTable()
    for (let i = -50; i < 50; i++) forwards.set(i * 7919, i, i)
    for (let i = 200; i >= -50; i--) backwards.set(i * 7919, i, i)
    for (let i = 200; i >= 50; i--) backwards.delete(i * 7919)
    expect(backwards.keys()).toEqual(forwards.keys())
  })

  it('clones without sharing and clears', () => {
    const table = new IntTable()
    for (let i = 0; i < 100; i++) table.set(i, i, i)
    const clone = table.clone()
    table.set(1, 1000, 1000)
    table.delete(2)
    clone.set(3, 7, 7)
    expect([clone.value(1), clone.has(2), table.value(3)]).toEqual([1, true, 3])
    table.clear()
    expect([table.size, table.has(5), clone.size]).toEqual([0, false, 100])
    table.set(5, 1, 2)
    expect(Array.from(table.keys())).toEqual([5])
  })

  it('stays small: below 30 bytes an entry when well filled', () => {
    const table = new IntTable()
    for (let i = 0; i < 10_000; i++) table.set(i * 31, 1, 1)
    expect(table.bytes / table.size).toBeLessThan(30)
  })
})
