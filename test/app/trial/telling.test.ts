/** What of a trial is told first, and what only in the table. */
import { describe, expect, test } from 'vitest'
import { isClear, isWorse, told } from '../../../src/app/trial/telling'
import { compare } from '../../../src/app/words/en/compare'
import type { FigureSummary } from '../../../src/lab/trial/summary'

const row = (of: Partial<FigureSummary>): FigureSummary => ({
  journey: 'dashboard',
  measure: 'p99',
  pairs: 50,
  without: 100,
  with: 300,
  difference: 200,
  halfWidth: 10,
  rose: 50,
  fell: 0,
  same: 0,
  ...of,
})
const stale = row({ measure: 'stale', without: 0.001, with: 0.042, difference: 0.041, halfWidth: 0.003 })

describe('a difference is clear', () => {
  test('where its interval leaves out zero', () => {
    expect(isClear(row({}))).toBe(true)
    expect(isClear(row({ difference: -200 }))).toBe(true)
    expect(isClear(row({ halfWidth: 250 }))).toBe(false)
    expect(isClear(row({ difference: 0, halfWidth: 0 }))).toBe(false)
    expect(isClear(row({ difference: null, halfWidth: null, pairs: 0 }))).toBe(false)
  })
  test('of one seed, where there is one', () => expect(isClear(row({ halfWidth: null, pairs: 1 }))).toBe(true))
  test('and is for the worse by what its figure means', () => {
    expect(isWorse(row({}))).toBe(true)
    expect(isWorse(row({ measure: 'goodput' }))).toBe(false)
    expect(isWorse(row({ measure: 'ok', difference: -0.1 }))).toBe(true)
  })
})

describe('the sentence', () => {
  test('tells of a journey’s latency only what differs most, heaviest first', () => {
    const p95 = row({ measure: 'p95', with: 150, difference: 50 })
    const unclear = row({ measure: 'ok', difference: -0.5, halfWidth: 0.6 })
    const unfelt = row({ journey: 'report', with: 101, difference: 1, halfWidth: 0.1 })
    expect(told([p95, row({}), stale, unclear, unfelt])).toEqual([row({}), stale])
  })
  test('has both sides, their difference and its interval, each with its unit', () => {
    const kill = { kind: 'kill', target: { node: 'shard-2b' } } as const
    expect(compare.sentence(50, kill, [row({}), stale])).toBe(
      'Over 50 seeds, “Killed shard-2b” changed dashboard p99 latency from 100 to 300 ms (+200 ± 10 ms); dashboard stale reads from 0.10 to 4.2 % (+4.10 ± 0.30 points).',
    )
    expect(compare.sentence(1, null, [])).toBe(
      'Over one seed, your policies made no difference that anybody would notice.',
    )
  })
})

describe('figures', () => {
  test('have as many digits as their difference needs', () => {
    const small = row({ measure: 'p50', without: 61.93, with: 62.27, difference: 0.34, halfWidth: 0.22 })
    expect([compare.value(small, small.without), compare.value(small, small.with)]).toEqual(['61.9 ms', '62.3 ms'])
    expect(compare.difference(small)).toBe('+0.34 ± 0.22 ms')
  })
  test('that nobody gave are a dash, and no difference is none', () => {
    const none = row({ without: null, with: null, difference: null, halfWidth: null, pairs: 0, rose: 0 })
    expect([compare.value(none, null), compare.difference(none), compare.agree(none)]).toEqual(['–', '–', '–'])
    const same = row({ difference: 0, halfWidth: 0, rose: 0, same: 50 })
    expect([compare.difference(same), compare.agree(same)]).toEqual(['0', '50 same'])
  })
})
