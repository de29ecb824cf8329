/**
 * The judge of transactions judged: against a search of every execution of a model, on small random histories, both verdicts. With
 * every key read at the end, the order of versions is known, and the two must agree; without, what is called broken must be.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge, type History } from '../../../src/checkers'
import { anyOrder, isSerializable, isSnapshotIsolated, ofProcess, ofRealTime, type Seen } from './executions'
import { seenOf, transactions } from './generators'

const REFERENCES: [model: string, reference: (all: Seen[]) => boolean][] = [
  ['serializable', (all) => isSerializable(all, anyOrder)],
  ['strong-session-serializable', (all) => isSerializable(all, ofProcess)],
  ['strict-serializable', (all) => isSerializable(all, ofRealTime)],
  ['snapshot-isolation', (all) => isSnapshotIsolated(all, anyOrder)],
  ['strong-session-snapshot-isolation', (all) => isSnapshotIsolated(all, ofProcess)],
  ['strong-snapshot-isolation', (all) => isSnapshotIsolated(all, ofRealTime)],
]
const brokenIn = (history: History, dialect: string): readonly string[] => judge(history, dialect).standing!.broken

describe('list-append, every key read at the end', () => {
  test.each(REFERENCES)('%s: the same verdict', (model, reference) => {
    const seen = { true: 0, false: 0 }
    fc.assert(
      fc.property(transactions('list-append', 4, true), (history) => {
        const expected = reference(seenOf(history))
        seen[`${expected}`]++
        expect(!brokenIn(history, 'list-append').includes(model)).toBe(expected)
      }),
      { numRuns: 800 },
    )
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(60)
  })
})

describe.each(['list-append', 'rw-register'] as const)('%s, whatever was read', (dialect) => {
  test.each(REFERENCES)('%s: what is broken is broken', (model, reference) => {
    let broken = 0
    fc.assert(
      fc.property(transactions(dialect, 5, false), (history) => {
        if (!brokenIn(history, dialect).includes(model)) return
        broken++
        expect(reference(seenOf(history))).toBe(false)
      }),
      { numRuns: 400 },
    )
    expect(broken).toBeGreaterThan(30)
  })
})
