import { describe, expect, test } from 'vitest'
import { nearestDot, stripOf } from '../../../src/app/trial/stripLayout'

const SIZE = { widthPx: 200, heightPx: 26 }
const seeds = (...differences: number[]) => differences.map((difference, i) => ({ seed: 7 + i, difference }))

describe('a strip', () => {
  test('has zero in it, and the interval around the mean', () => {
    const { zero, mean, from, to, dots } = stripOf(seeds(10, 20), 15, 5, SIZE)
    expect(zero).toBeLessThan(dots[0].x)
    expect(from).toBeLessThan(mean)
    expect(to).toBeGreaterThan(mean)
  })
  test('keeps every dot inside, also where all lie on one place', () => {
    for (const { x, y } of stripOf(seeds(...new Array<number>(50).fill(3)), 3, 0, SIZE).dots) {
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(SIZE.widthPx)
      expect(y).toBeGreaterThanOrEqual(2.5)
      expect(y).toBeLessThanOrEqual(SIZE.heightPx - 2.5)
    }
  })
  test('puts dots that would cover one another above each other', () => {
    const [a, b] = stripOf(seeds(3, 3), 3, 0, SIZE).dots
    expect(a.x).toBe(b.x)
    expect(Math.abs(a.y - b.y)).toBeGreaterThan(4)
  })
  test('is pointed at by the nearest dot within reach', () => {
    const { dots } = stripOf(seeds(10, 20), 15, 5, SIZE)
    expect(nearestDot(dots, dots[1].x + 3, dots[1].y, 10)?.seed).toBe(8)
    expect(nearestDot(dots, dots[1].x + 11, dots[1].y, 10)).toBeNull()
  })
})
