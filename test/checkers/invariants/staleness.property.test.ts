/** Staleness counted anew, write by write, on random histories of registers. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_OPTIONS, Operations, judge, type History } from '../../../src/checkers'
import { trueHistory } from '../generators'
import { historyOf, type Row } from '../histories'

/** Reads that miss at least so many writes that were acknowledged before and began after the one seen had ended. */
function stale(history: History, versions: number): number {
  const operations = new Operations(history)
  const all = Array.from({ length: operations.length }, (_, i) => operations.at(i))
  const writes = all.filter(({ f }) => f === 'write')
  return all.filter(({ f, outcome, told, invoked }) => {
    const [key, value] = (told ?? []) as number[]
    if (f !== 'read' || outcome !== 'ok' || (value as number | null) === null) return false
    const seen = writes.find(({ asked }) => (asked as number[])[0] === key && (asked as number[])[1] === value)!
    const after = seen.outcome === 'ok' ? seen.completed : Infinity
    const missed = writes.filter(
      (w) => (w.asked as number[])[0] === key && w.outcome === 'ok' && w.completed < invoked && w.invoked > after,
    )
    return missed.length >= versions
  }).length
}

/** A true history whose reads are at times answered by what was read before. */
function laggingHistory(seed: number, every: number): Row[] {
  const last = new Map<number, Row[3]>()
  return trueHistory(seed, 4, 60, 2).map((row, i): Row => {
    const [process, type, f, value] = row
    if (type !== 'ok' || f !== 'read') return row
    const [key] = value as number[]
    const told = i % every === 0 && last.has(key) ? last.get(key) : value
    if (!last.has(key) || i % 3 === 0) last.set(key, value)
    return [process, type, f, told]
  })
}

test('the same reads are stale', () => {
  const seen = { true: 0, false: 0 }
  fc.assert(
    fc.property(
      fc.nat(9_999),
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
      (seed, every, versions) => {
        const history = historyOf(laggingHistory(seed, every))
        const options = { ...DEFAULT_OPTIONS, staleness: { versions, timeMs: 0 } }
        const { valid, anomalies } = judge(history, 'bounded-staleness', options)
        const expected = stale(history, versions)
        seen[`${expected === 0}`]++
        expect({ valid, count: anomalies.length }).toEqual({ valid: expected === 0, count: Math.min(20, expected) })
      },
    ),
    { numRuns: 300 },
  )
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(30)
})
