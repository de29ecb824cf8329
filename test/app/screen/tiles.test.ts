import { describe, expect, test } from 'vitest'
import { bannerOf, factsOf } from '../../../src/app/screen/tiles'
import { OUTCOME_CAUSES, RETURN_FLAG } from '../../../src/cluster/journal'
import type { ScreenPart, ScreenView } from '../../../src/lab/screenView'
import type { Answer } from '../../../src/telemetry'

const { degraded, copied, bare, stale } = RETURN_FLAG
const cause = (name: (typeof OUTCOME_CAUSES)[number]): number => OUTCOME_CAUSES.indexOf(name)
const answer = (change: Partial<Answer> = {}): Answer => ({
  client: 0,
  count: 1,
  key: 5,
  invokedUs: 0,
  returnedUs: 1,
  outcome: 0,
  cause: 0,
  flags: 0,
  ageMs: -1,
  copyMs: -1,
  ...change,
})
const facts = (part: ScreenPart, change: Partial<Answer>) => factsOf({ part, answer: answer(change) })
const fromCopy = { flags: copied | stale | degraded, cause: cause('timeout'), copyMs: 4_000 }

describe('a part of the user’s screen', () => {
  test('is whole where its answer is', () => {
    expect(facts('figures', {})).toEqual({ state: 'fresh', cause: 'none', copyMs: null, ageMs: null })
  })

  test('a copy says how long ago it was made, and how old it may be only where that is known', () => {
    expect(facts('figures', fromCopy)).toEqual({ state: 'copy', cause: 'timeout', copyMs: 4_000, ageMs: null })
    expect(facts('figures', { ...fromCopy, ageMs: 4_500 }).ageMs).toBe(4_500)
    expect(facts('figures', { ...fromCopy, copyMs: -1 }).copyMs).toBeNull()
  })

  test('missing extras are theirs alone, and so is a copy of figures', () => {
    const without = { flags: bare | degraded, cause: cause('breakerOpen') }
    expect(facts('extras', without)).toMatchObject({ state: 'without', cause: 'breakerOpen' })
    expect(facts('figures', without).state).toBe('fresh')
    expect(facts('extras', fromCopy).state).toBe('fresh')
  })

  test('what failed surely and what nobody knows are not the same', () => {
    expect(facts('payment', { outcome: 1, cause: cause('noQuorum') })).toMatchObject({
      state: 'failed',
      cause: 'noQuorum',
    })
    expect(facts('payment', { outcome: 2, cause: cause('deadline') }).state).toBe('pending')
    expect(factsOf({ part: 'report', answer: null }).state).toBe('none')
  })
})

describe('the banner', () => {
  const view = (change: Partial<Answer>): ScreenView => ({
    tiles: [
      {
        part: 'figures',
        journey: 'dashboard',
        answer: answer(change),
        counts: { answers: 1, degraded: 0, copied: 0, bare: 0, failed: 0 },
        causes: [],
      },
    ],
    flags: [],
  })

  test('stands above figures that should be fresh and are not, and above nothing else', () => {
    expect(bannerOf(view(fromCopy))?.copyMs).toBe(4_000)
    expect(bannerOf(view({}))).toBeNull()
    expect(bannerOf(view({ flags: copied | stale })), 'a cache that is meant to answer').toBeNull()
    expect(bannerOf({ tiles: [], flags: [] })).toBeNull()
  })
})
