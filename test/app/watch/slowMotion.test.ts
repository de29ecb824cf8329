/** How slow: a hop must last long enough to see, a request must be over before one tires of it. */
import { describe, expect, test } from 'vitest'
import { SPEEDS } from '../../../src/app/store'
import { replaySpeed, watchSpeed } from '../../../src/app/watch/watchSpeed'
import { words } from '../../../src/app/words'

describe('the speed of a watch', () => {
  test('is the fastest stop at which a hop lasts 0.3 s', () => {
    expect(watchSpeed(850, 1)).toBe(0.002)
    expect(watchSpeed(19_000, 1)).toBe(0.02)
    for (const hopUs of [300, 1_500, 6_000, 30_000, 200_000]) {
      const speed = watchSpeed(hopUs, 1)
      expect(SPEEDS).toContain(speed)
      expect(hopUs / 1000 / speed).toBeGreaterThanOrEqual(300)
    }
  })
  test('is the slowest stop where no stop is slow enough', () => {
    expect(watchSpeed(0, 1)).toBe(SPEEDS[0])
  })
  test('never quickens what is slower already', () => {
    expect(watchSpeed(19_000, 0.005)).toBe(0.005)
  })
})

describe('the speed of a replay', () => {
  test('is the slowest that is over within ten seconds', () => {
    expect(replaySpeed(46_000)).toBe(1 / 200)
    expect(replaySpeed(50_001)).toBe(1 / 100)
    expect(replaySpeed(2_000_000)).toBe(1 / 5)
    expect(replaySpeed(60_000_000)).toBe(1)
  })
  test('is said as a share of real time', () => {
    expect(words().watch.title(replaySpeed(46_000))).toBe('One request, 1/200 speed')
  })
})
