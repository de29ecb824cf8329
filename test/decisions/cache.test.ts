/** Whether a read is answered with a copy: by what is built in, the same as a policy, and by others. */
import { describe, expect, it } from 'vitest'
import alwaysText from '../../src/decisions/cache/always.ts?raw'
import asFresh from '../../src/decisions/cache/asFresh'
import asFreshText from '../../src/decisions/cache/asFresh.ts?raw'
import { CACHE } from '../../src/decisions/cache/contract'
import neverText from '../../src/decisions/cache/never.ts?raw'
import youngerThanText from '../../src/decisions/cache/youngerThan.ts?raw'
import type { CacheContext } from '../../src/decisions/faultline'
import { cacheStampede } from '../../src/scenarios/presets/cacheStampede'
import type { Scenario } from '../../src/scenarios/scenario'
import { expectSameRun, play } from './play'

const SECOND = 1_000_000
const LONG = { forUs: 10 * SECOND }

/** Copies are over after two seconds. */
const aside: Scenario = {
  ...cacheStampede,
  groups: cacheStampede.groups.map((group) =>
    group.role === 'cache' ? { ...group, ttlUs: 2 * SECOND, ttlJitter: 0 } : group,
  ),
}
/** Reads that the store was asked for. */
function storeReads(text: string | null): number {
  return play(aside, ['cache', text], LONG).sent.get('storeRead') ?? 0
}

it('what is built in, as a policy, runs the very same run', () => {
  expectSameRun(aside, ['cache', asFreshText], LONG)
})

it('the choosier the code, the more the store is asked', () => {
  const reads = [alwaysText, null, youngerThanText, neverText].map(storeReads)
  expect(reads).toEqual([...reads].sort((a, b) => a - b))
  expect(new Set(reads).size).toBe(4)
})

describe('as fresh', () => {
  const copy: CacheContext = {
    nowUs: 0,
    random: () => 0.5,
    randomInt: () => 0,
    isFresh: true,
    copyUs: 400,
    ageUs: 500,
    ttlUs: 1_000,
    level: 'eventual',
    boundUs: -1,
    meetsSession: true,
  }
  it.each<[string, Partial<CacheContext>, boolean]>([
    ['a fresh copy', {}, true],
    ['one whose time is over', { isFresh: false }, false],
    ['one older than what the session saw', { meetsSession: false }, false],
    ['one within its bound', { level: 'bounded', boundUs: 500 }, true],
    ['one beyond its bound', { level: 'bounded', boundUs: 499 }, false],
    ['one of unknown age, with a bound', { level: 'bounded', boundUs: 499, ageUs: -1 }, false],
    ['one of unknown age, without', { ageUs: -1 }, true],
  ])('%s', (_, change, taken) => {
    expect(asFresh({ ...copy, ...change })).toBe(taken)
  })
  it('answers yes or no; anything else is refused', () => {
    expect([true, false, 1, null].map((answer) => CACHE.problemOf(answer, copy)?.code ?? null)).toEqual([
      null,
      null,
      'notBoolean',
      'notBoolean',
    ])
  })
})
