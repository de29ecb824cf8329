import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Gate } from '../../../src/app/shell/gate'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const EVERY_MS = 100
/** Offers 1, 2, ... after these gaps; what passed, and when. */
function played(gapsMs: number[]): { atMs: number; value: number }[] {
  const passed: { atMs: number; value: number }[] = []
  const gate = new Gate<number>(EVERY_MS, (value) => passed.push({ atMs: Date.now(), value }), Date.now)
  vi.setSystemTime(0)
  gapsMs.forEach((gapMs, i) => {
    vi.advanceTimersByTime(gapMs)
    gate.offer(i + 1)
    expect(gate.newest).toBe(i + 1)
  })
  vi.advanceTimersByTime(EVERY_MS)
  return passed
}

test('the first passes at once, of many in a short time the newest when its time comes', () => {
  expect(played([5, 10, 10])).toEqual([
    { atMs: 5, value: 1 },
    { atMs: 105, value: 3 },
  ])
})

test('whatever comes, the last one is shown, and never two within the time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(150), { minLength: 1, maxLength: 30 }), (gaps) => {
      const passed = played(gaps)
      expect(passed[passed.length - 1].value).toBe(gaps.length)
      passed.slice(1).forEach(({ atMs }, i) => expect(atMs - passed[i].atMs).toBeGreaterThanOrEqual(EVERY_MS))
    }),
  )
})

test('closed, it shows nothing more', () => {
  const passed: number[] = []
  const gate = new Gate<number>(EVERY_MS, (value) => passed.push(value), Date.now)
  gate.offer(1)
  gate.offer(2)
  gate.close()
  vi.advanceTimersByTime(1_000)
  expect(passed).toEqual([1])
})
