/** What a room holds back of the lab: how far time may pass, and how far a lesson may be gone. */
import { afterEach, describe, expect, test } from 'vitest'
import { aheadUs, isPaced, useRoomHold } from '../../../src/app/roomHold'

const SECOND = 1_000_000
const shared = (horizonUs: number) => ({
  horizonUs,
  printEveryUs: 5 * SECOND,
  propose: () => Promise.resolve(),
  printed: () => {},
})
afterEach(() => useRoomHold.setState({ shared: null }))

describe('a shared run', () => {
  test('is not stepped beyond the horizon', () => {
    expect(aheadUs(SECOND)).toBe(Infinity)
    useRoomHold.setState({ shared: shared(3 * SECOND) })
    expect(aheadUs(SECOND)).toBe(2 * SECOND)
    expect(aheadUs(3 * SECOND)).toBe(0)
    expect(aheadUs(4 * SECOND)).toBe(0)
  })

  test('stops at each moment at which fingerprints are compared, however far the horizon is', () => {
    useRoomHold.setState({ shared: shared(60 * SECOND) })
    expect(aheadUs(4 * SECOND)).toBe(SECOND)
    expect(aheadUs(5 * SECOND)).toBe(5 * SECOND)
  })
})

test('a lesson is gone as far as the room lets it, and freely where it says nothing or something that the lesson has not', () => {
  const sections = ['question', 'prediction', 'experiment']
  expect(isPaced(null, sections, 'experiment')).toBe(true)
  expect(isPaced({ section: 'prediction', step: null }, sections, 'prediction')).toBe(true)
  expect(isPaced({ section: 'prediction', step: null }, sections, 'experiment')).toBe(false)
  expect(isPaced({ section: 'nowhere', step: null }, sections, 'experiment')).toBe(true)
})
