/** What a room holds back of the lab: how far time may pass, and how far a lesson may be gone. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Deed } from '../../../src/app/roomHold'
import { aheadUs, heldBack, isPaced, useRoomHold } from '../../../src/app/roomHold'

const SECOND = 1_000_000
const shared = (horizonUs: number) => ({
  horizonUs,
  printEveryUs: 5 * SECOND,
  propose: () => Promise.resolve(),
  printed: () => {},
})
afterEach(() => useRoomHold.setState({ shared: null, frozen: false, faults: false, code: false }))

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

describe('what a room holds back', () => {
  const deeds: Deed[] = ['faults', 'code', 'clock', 'branches', 'setting', 'run']
  const held = () => Object.fromEntries(deeds.flatMap((deed) => (heldBack(deed) ? [[deed, heldBack(deed)]] : [])))

  test('is nothing outside of rooms', () => expect(held()).toEqual({}))

  test('is everything while the clock is stopped, but for what the room itself gives', () => {
    useRoomHold.setState({ frozen: true, faults: true })
    const { run, ...others } = Object.fromEntries(deeds.map((deed) => [deed, heldBack(deed)]))
    expect(new Set(Object.values(others))).toEqual(new Set(['room.frozen']))
    expect(run).toBeNull()
  })

  test('is what is locked', () => {
    useRoomHold.setState({ faults: true })
    expect(held()).toEqual({ faults: 'room.locked' })
    useRoomHold.setState({ faults: false, code: true })
    expect(held()).toEqual({ code: 'room.locked' })
  })

  test('is all that would make a shared run another here than everywhere; acts are proposed to the room', () => {
    useRoomHold.setState({ shared: shared(SECOND) })
    expect(heldBack('faults')).toBeNull()
    for (const deed of deeds.slice(1)) expect(heldBack(deed)).toBe('room.shared')
  })
})
