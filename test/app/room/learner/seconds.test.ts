/** Time in a lesson passes only while it is in sight, and goes on from what was spent before. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { beginSeconds, passIn, secondsIn } from '../../../../src/app/room/learner/seconds'

let nowMs = 0
beforeEach(() => vi.spyOn(performance, 'now').mockImplementation(() => nowMs))
afterEach(() => vi.restoreAllMocks())
const after = (seconds: number): void => {
  nowMs += seconds * 1000
}

it('counts by lesson, from what it was on another device, and nothing while out of sight', () => {
  beginSeconds('a', 40)
  passIn('a')
  after(5)
  passIn('a')
  expect(secondsIn('a')).toBe(45)
  passIn(null)
  after(100)
  expect(secondsIn('a')).toBe(45)
  passIn('b')
  after(2)
  passIn('a')
  after(1)
  expect([secondsIn('a'), secondsIn('b')]).toEqual([46, 2])
  beginSeconds('a', 10)
  expect(secondsIn('a')).toBe(46)
})
