/** Whether a read is answered with a copy: by what is built in, the same as a policy, and by others. */
import { describe, expect, it } from 'vitest'
import { KIND, STRIDE, TYPE } from '../../src/cluster'
import alwaysText from '../../src/decisions/cache/always.ts?raw'
import asFresh from '../../src/decisions/cache/asFresh'
import asFreshText from '../../src/decisions/cache/asFresh.ts?raw'
import { CACHE } from '../../src/decisions/cache/contract'
import neverText from '../../src/decisions/cache/never.ts?raw'
import youngerThanText from '../../src/decisions/cache/youngerThan.ts?raw'
import type { CacheContext } from '../../src/decisions/faultline'
import { cacheStampede } from '../../src/scenarios/presets/cacheStampede'
import type { Scenario } from '../../src/scenarios/scenario'
import { World } from '../../src/scenarios/world'
import { applying, codeOf, libraryOf } from '../policies/applied'
import { play } from './play'

const SECOND = 1_000_000
const UNTIL_US = 10 * SECOND

/** Copies are over after two seconds. */
const aside: Scenario = {
  ...cacheStampede,
  groups: cacheStampede.groups.map((group) =>
    group.role === 'cache' ? { ...group, ttlUs: 2 * SECOND, ttlJitter: 0 } : group,
  ),
}
/** Reads that the store was asked for. */
function storeReads(text: string | null): number {
  const code = text === null ? null : codeOf('cache', text)
  const world = World.build(aside, 7, code ? libraryOf(code) : undefined)
  let reads = 0
  world.cluster.journal.attach((words, records) => {
    for (let at = 0; at < records * STRIDE; at += STRIDE)
      if ((words[at] & 255) === KIND.SENT && words[at] >>> 8 === TYPE.storeRead) reads++
  })
  if (code) world.apply(applying(code).command)
  world.run(UNTIL_US)
  world.cluster.journal.flush()
  return reads
}

it('what is built in, as a policy, runs the very same run', () => {
  expect(play(aside, ['cache', asFreshText], UNTIL_US).fingerprint).toBe(play(aside, null, UNTIL_US).fingerprint)
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
