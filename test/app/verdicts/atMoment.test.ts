/** A verdict read as of the playhead, in models and in words. */
import { describe, expect, test } from 'vitest'
import { GUARANTEES, type Guarantee, type JourneyVerdict, type Standing } from '../../../src/lab/judging/verdict'
import { atMoment } from '../../../src/app/verdicts/atMoment'
import { phraseOf, stateOf } from '../../../src/app/verdicts/journeyWords'
import { withItsWords } from '../../../src/app/words'

await withItsWords(Promise.resolve())

const untested: Standing = { testedUs: null, unknownUs: null, unknownWhy: null, brokenUs: null }
function verdict(
  standings: Partial<Record<Guarantee, Partial<Standing>>>,
  more: Partial<JourneyVerdict> = {},
): JourneyVerdict {
  const all = GUARANTEES.map((name) => [name, { ...untested, ...standings[name] }])
  return {
    journey: 'dashboard',
    index: 1,
    standings: Object.fromEntries(all) as Record<Guarantee, Standing>,
    breaches: [],
    stalest: [],
    voidedBy: [],
    ...more,
  }
}

describe('at a moment', () => {
  const run = verdict(
    {
      linearizable: { testedUs: 1e6, brokenUs: 5e6 },
      monotonicReads: { testedUs: 2e6, brokenUs: 7e6 },
      readYourWrites: { testedUs: 2e6 },
    },
    {
      stalest: [
        { atUs: 5e6, staleUs: 300_000, missed: 1 },
        { atUs: 8e6, staleUs: 1_400_000, missed: 3 },
      ],
    },
  )
  test.each([
    [0.5e6, 'untested', 'nothing read yet'],
    [3e6, 'holds', 'linearizable so far'],
    [
      6e6,
      'broken',
      'not linearizable, reads never go back in time, users see what they wrote, so far at most 300 ms old, 1 write behind',
    ],
    [9e6, 'broken', 'reads may go back in time, users see what they wrote, so far at most 1.4 s old, 3 writes behind'],
  ])('%d µs: %s', (atUs, state, phrase) => {
    const now = atMoment(run, atUs)
    expect(stateOf(now)).toBe(state)
    expect(phraseOf(now)).toBe(phrase)
  })
  test('the strongest still standing, in the plural', () => {
    expect(atMoment(run, 3e6).models.strongest).toEqual(['linearizable'])
    expect([...atMoment(run, 6e6).models.strongest].sort()).toEqual([
      'bounded-staleness',
      'monotonic-reads',
      'read-your-writes',
    ])
    expect(atMoment(run, 9e6).models.broken).toContain('causal')
    expect(atMoment(run, 9e6).models.unknown).toContain('monotonic-writes')
  })
  test('what is not known is neither', () => {
    const full = verdict({ linearizable: { testedUs: 1e6, unknownUs: 4e6, unknownWhy: 'full' } })
    expect(atMoment(full, 3e6).unknownWhy).toBeNull()
    expect(atMoment(full, 5e6)).toMatchObject({ unknownWhy: 'full', states: { linearizable: 'unknown' } })
    expect(phraseOf(atMoment(full, 5e6))).toBe('not known')
    expect(atMoment(full, 5e6).models.holding).not.toContain('linearizable')
  })
  test('a lost write is told even while orders are found', () => {
    const lost = atMoment(verdict({ linearizable: { testedUs: 0 }, writesKept: { testedUs: 0, brokenUs: 1 } }), 2)
    expect(stateOf(lost)).toBe('broken')
    expect(phraseOf(lost)).toContain('an acknowledged write was lost')
  })
})
