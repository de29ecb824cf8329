/** A lesson's prediction as a vote: what was committed to in the lesson falls on one of its options, or on none. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOT_SURE, optionOf, RANGES, rangeId, rangesOf } from '../../src/classroom/lessonVote'

const options = (...ids: string[]) => [...ids, NOT_SURE].map((id) => ({ id }))
const of = { lesson: 'retries', prediction: 'calls', from: null }

describe('a choice', () => {
  test('is its own option; what the vote does not have is none', () => {
    expect(optionOf(of, options('once', 'twice'), 'twice')).toBe('twice')
    expect(optionOf(of, options('once', 'twice'), 'thrice')).toBeNull()
    expect(optionOf(of, options('once', 'twice'), 'constructor')).toBeNull()
  })
  test('of whoever is not sure is that', () => expect(optionOf(of, options('once'), '')).toBe(NOT_SURE))
})

describe('a number', () => {
  test('falls into the range that it lies in, ends with the one above', () => {
    const from = rangesOf(0, 60, 1)
    expect(from).toEqual([0, 10, 20, 30, 40, 50])
    const ranges = options(...from.map((_, i) => rangeId(i)))
    expect(['0', '9', '10', '59', '60', '', 'many'].map((guess) => optionOf({ ...of, from }, ranges, guess))).toEqual([
      'range-1',
      'range-1',
      'range-2',
      'range-6',
      'range-6',
      NOT_SURE,
      null,
    ])
  })
  test('ranges begin at the least, ascend, stand on steps, and are few, whatever the number', () => {
    const numbers = fc.record({
      min: fc.integer({ min: -50, max: 50 }),
      steps: fc.integer({ min: 1, max: 900 }),
      step: fc.constantFrom(0.01, 0.1, 0.5, 1, 5, 100),
    })
    fc.assert(
      fc.property(numbers, ({ min, steps, step }) => {
        const from = rangesOf(min, min + steps * step, step)
        expect(from[0]).toBe(min)
        expect(from.length).toBeLessThanOrEqual(RANGES)
        expect([...from].sort((a, b) => a - b)).toEqual(from)
        for (const end of from) expect(Math.abs((end - min) / step - Math.round((end - min) / step))).toBeLessThan(1e-6)
      }),
    )
  })
})
