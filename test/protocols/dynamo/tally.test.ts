import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, everyoneAnswered, laggards, newTally } from '../../../src/protocols/dynamo/tally'

describe('a tally', () => {
  it('is done at the needed answer, once, and has the newest version seen', () => {
    const tally = newTally(3, 2)
    expect(count(tally, 2, 7, 70)).toBe(false)
    expect(count(tally, 0, 9, 90)).toBe(true)
    expect([tally.version, tally.value]).toEqual([9, 90])
    expect(count(tally, 1, 11, 110)).toBe(false) // too late for the caller, not for repair
    expect([tally.done, everyoneAnswered(tally), laggards(tally)]).toEqual([true, true, [0, 2]])
  })

  it('counts a member once, whatever it says the second time', () => {
    const tally = newTally(3, 2)
    expect([count(tally, 1, 0, 0), count(tally, 1, 5, 50), count(tally, 1, 6, 60)]).toEqual([false, false, false])
    expect([tally.got, tally.version, tally.done]).toEqual([1, 0, false])
  })

  it('a member that has nothing (version 0) has answered, and lags as soon as another has something', () => {
    const tally = newTally(2, 1)
    expect(count(tally, 0, 0, 0)).toBe(true)
    expect(laggards(tally)).toEqual([])
    count(tally, 1, 3, 30)
    expect(laggards(tally)).toEqual([0])
  })

  it('any R answers and any W acknowledgements have a member in common when R + W > N, so that the read sees the write', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 })
    fc.assert(
      fc.property(order, order, fc.integer({ min: 1, max: 5 }), (acks, answers, w) => {
        const r = 6 - w
        const stored = [0, 0, 0, 0, 0]
        const write = newTally(5, w)
        for (const member of acks) {
          stored[member] = 8
          if (count(write, member, 0, 0)) break
        }
        const read = newTally(5, r)
        for (const member of answers) if (count(read, member, stored[member], stored[member] * 10)) break
        expect([write.done, read.done, read.value]).toEqual([true, true, 80])
      }),
    )
  })
})
