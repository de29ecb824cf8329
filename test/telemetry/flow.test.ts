import { describe, expect, it } from 'vitest'
import { DROP_FIELDS } from '../../src/telemetry'
import { DROPS } from '../../src/telemetry/flow'
import { JournalBuilder, observed } from './journalBuilder'

describe('flow', () => {
  it('counts the messages of the last virtual second on each link, and forgets them', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    for (let i = 0; i < 300; i++) j.at(2_000_000 + i * 10_000).message('SENT', 1, 1, [0, i, 0])
    j.at(5_000_000)
    expect(see().flow.perSecond(1, 5_000_000)).toBeCloseTo(100, 0)
    expect(see().flow.perSecond(0, 5_000_000)).toBe(0)
    expect(see().flow.perSecond(1, 5_000_000)).toBe(see().clone().flow.perSecond(1, 5_000_000))
    j.at(5_450_000)
    expect(see().flow.perSecond(1, 5_450_000)).toBeCloseTo(55, 0)
    j.at(6_100_000)
    expect(see().flow.perSecond(1, 6_100_000)).toBe(0)
  })

  it('lists the latest drops, oldest first, as far as there is room', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    for (let i = 1; i <= DROPS + 10; i++) j.at(i * 100).message('DROPPED', 3, 1, [0, i, 0], 2)
    const { flow } = see()
    const into = new Float64Array(DROP_FIELDS.length * 1000)
    expect(flow.drops(0, into)).toBe(DROPS)
    expect(flow.drops(DROPS * 100 + 800, into)).toBe(2)
    expect([...into.subarray(0, 5)]).toEqual([1, DROPS * 100 + 900, DROPS * 100 + 900, 3, 2])
    expect(flow.drops(0, new Float64Array(12))).toBe(2)
  })
})
