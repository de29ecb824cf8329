import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import type { Condition } from '../../../src/lessons/figures'
import { parseScenario } from '../../../src/scenarios/schema'
import { read, runOf } from './runs'

/** One key, two replicas, and a few calls of about 0.3 s. */
const scenario = parseScenario(readFileSync('lessons/03-is-this-history-legal/scenario.json', 'utf8'))
const writes = [0, 1, 2, 3, 4]
/** Which writes the last read could have returned, by their number; 0: none. */
function legal(seed: number, toS?: number): number[] {
  const conditions = writes.map((write): Condition => ({ of: { figure: 'couldReturn', write, toS }, atLeast: 1 }))
  const readings = read({ ...runOf([], scenario), seed }, conditions, 5)
  return writes.filter((write) => readings[write].holds)
}

describe('what a read could have returned', () => {
  it('of two writes that overlap, either', () => {
    expect(legal(63)).toEqual([1, 2])
  })
  it('is settled by what an earlier read has seen, and open again by a write that overlaps', () => {
    expect(legal(227)).toEqual([1, 3])
  })
  it('nothing, before the first write was answered', () => {
    expect(legal(227, 0.5)).toEqual([0])
  })
  it('a write that there never was, is not possible; without a read nothing is known', () => {
    const run = { ...runOf([], scenario), seed: 63 }
    const [none, unread] = read(run, [
      { of: { figure: 'couldReturn', write: 9 }, atLeast: 1 },
      { of: { figure: 'couldReturn', write: 1, toS: 0.1 }, atLeast: 1 },
    ])
    expect(none).toMatchObject({ now: 0, holds: false })
    expect(unread).toMatchObject({ now: null, holds: false })
  })
})
