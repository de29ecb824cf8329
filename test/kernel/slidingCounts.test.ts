import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addCount, newSlidingCounts, totalOf } from '../../src/kernel/slidingCounts'

it('a window forgets what left it, a cell at a time', () => {
  const window = newSlidingCounts(2, 1_000, 10)
  addCount(window, 0, 3, 50)
  addCount(window, 1, 1, 150)
  expect([999, 1_000, 1_100].map((us) => [totalOf(window, 0, us), totalOf(window, 1, us)])).toEqual([
    [3, 1],
    [0, 1],
    [0, 0],
  ])
})

it('totals are the counts of the last cells, whatever came before and however long nothing did', () => {
  const steps = fc.array(fc.tuple(fc.nat(700), fc.integer({ min: -5, max: 9 })), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (adds) => {
      const window = newSlidingCounts(1, 1_000, 5)
      const all: [number, number][] = []
      let nowUs = 0
      for (const [afterUs, by] of adds) {
        nowUs += afterUs
        addCount(window, 0, by, nowUs)
        all.push([Math.floor(nowUs / 200), by])
        const first = Math.floor(nowUs / 200) - 4
        const expected = all.reduce((sum, [cell, n]) => sum + (cell >= first ? n : 0), 0)
        expect(totalOf(window, 0, nowUs)).toBe(expected)
      }
    }),
  )
})

it('refuses halves, which would not add up', () => {
  expect(() => addCount(newSlidingCounts(1, 100, 10), 0, 0.5, 0)).toThrow()
})
