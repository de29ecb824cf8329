/** What each level asks of a leaderless store (published `cosmos`), and Cassandra's levels (published `cassandra.cl`). */
import { describe, expect, it } from 'vitest'
import { LEVEL, LEVEL_SHIFT, levelName } from '../../../src/cluster'
import type { QuorumContext } from '../../../src/decisions/faultline'
import asAsked from '../../../src/decisions/quorum/asAsked'
import { CASSANDRA_LEVELS, acknowledgementsOf } from '../../../src/protocols/dynamo/cassandraLevels'
import type { Freshness } from '../../../src/protocols/dynamo/levels'
import { AGE_UNKNOWN, FRESH, isProven, planRead } from '../../../src/protocols/dynamo/levels'
import { fallbacksOf, firstHealthy } from '../../../src/protocols/dynamo/preference'

const plain: Freshness = { n: 3, fixedHomes: true, majorities: false, provenUs: AGE_UNKNOWN }
const needed = (operation: 'read' | 'write', ask: number, own: Freshness) => {
  const known = { operation, asked: ask & 0xff, level: levelName(ask), isProven: isProven(own, 1_000) }
  return asAsked({ ...own, ...known } as unknown as QuorumContext)
}
const read = (level: keyof typeof LEVEL, changed: Partial<Freshness> = {}, r = 1) => {
  const own = { ...plain, ...changed }
  const ask = r | (LEVEL[level] << LEVEL_SHIFT)
  return planRead(needed('read', ask, own), ask, 50, 1_000, own)
}
const write = (w: number, own: Partial<Freshness> = {}) => needed('write', w, { ...plain, ...own })

describe('what a read needs', () => {
  it('without a level: its own R, and nothing is said of staleness', () => {
    expect(read('mode', {}, 2)).toEqual({ need: 2, floor: 0, ageUs: FRESH })
    expect(read('mode', { majorities: true })).toEqual({ need: 2, floor: 0, ageUs: FRESH })
  })
  it('strong: a majority; fresh only where writes are on majorities of fixed homes too', () => {
    expect(read('strong', { majorities: true })).toEqual({ need: 2, floor: 0, ageUs: FRESH })
    expect(read('strong')).toEqual({ need: 2, floor: 0, ageUs: AGE_UNKNOWN })
    expect(read('strong', { majorities: true, fixedHomes: false }).ageUs).toBe(AGE_UNKNOWN)
    expect(read('strong', {}, 3)).toEqual({ need: 3, floor: 0, ageUs: FRESH })
  })
  it('bounded: one that has lately been compared with all others, else as many as meet every write', () => {
    expect(read('bounded', { provenUs: 900 })).toEqual({ need: 1, floor: 0, ageUs: 900 })
    expect(read('bounded', { provenUs: 1_100 })).toEqual({ need: 3, floor: 0, ageUs: FRESH })
    expect(read('bounded', { majorities: true })).toEqual({ need: 2, floor: 0, ageUs: FRESH })
    expect(read('bounded', { fixedHomes: false })).toEqual({ need: 2, floor: 0, ageUs: AGE_UNKNOWN })
  })
  it('session: its own R, until an answer is as new as what the session has seen', () => {
    expect(read('session')).toEqual({ need: 1, floor: 50, ageUs: AGE_UNKNOWN })
  })
  it('prefix and eventual: any one, as old as it is known to be at most', () => {
    for (const level of ['prefix', 'eventual'] as const) {
      expect(read(level, {}, 3)).toEqual({ need: 1, floor: 0, ageUs: AGE_UNKNOWN })
      expect(read(level, { provenUs: 7_000 }).ageUs).toBe(7_000)
    }
  })
  it('a write: its own W, or a majority where that is the setting', () => {
    expect([write(1), write(1, { n: 5, majorities: true }), write(3)]).toEqual([1, 3, 3])
  })
})

describe("Cassandra's levels", () => {
  const totals = (factors: number[]) => CASSANDRA_LEVELS.map((level) => acknowledgementsOf(level, factors).total)
  it('are counts of acknowledgements: replication factor 3, and 3 + 3 in two data centres', () => {
    expect(totals([3])).toEqual([1, 1, 2, 3, 2, 2, 2, 3])
    expect(totals([3, 3])).toEqual([1, 1, 2, 3, 4, 2, 4, 6])
  })
  it('say where, and whether a hint counts', () => {
    expect(acknowledgementsOf('EACH_QUORUM', [3, 5]).each).toEqual([2, 3])
    expect(acknowledgementsOf('LOCAL_QUORUM', [3, 5]).each).toEqual([2, 0])
    expect(CASSANDRA_LEVELS.filter((level) => acknowledgementsOf(level, [3]).hintsCount)).toEqual(['ANY'])
  })
})

describe('preference lists', () => {
  const shards = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]
  const without = (...down: number[]) => firstHealthy(shards[1], fallbacksOf(shards, 1), (node) => !down.includes(node))
  it('goes on with the shards that follow, round the ring', () => {
    expect(fallbacksOf(shards, 1)).toEqual([7, 8, 9, 1, 2, 3])
  })
  it('the first N healthy: each fallback stands for one home', () => {
    expect(without()).toEqual({ members: [4, 5, 6], homes: null })
    expect(without(5)).toEqual({ members: [4, 7, 6], homes: [-1, 5, -1] })
    expect(without(4, 6, 7)).toEqual({ members: [8, 5, 9], homes: [4, -1, 6] })
  })
  it('where nobody is left to stand in, the home is asked all the same', () => {
    expect(without(1, 2, 3, 4, 7, 8, 9)).toEqual({ members: [4, 5, 6], homes: [-1, -1, -1] })
  })
})
