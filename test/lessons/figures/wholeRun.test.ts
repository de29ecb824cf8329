import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import { finish } from '../../../src/lab/job'
import { wholeRun } from '../../../src/lab/wholeRun'
import type { Condition, Figure } from '../../../src/lessons/figures'
import { conditionsJob } from '../../../src/lessons/judge'
import { cutC, holdApi, killB, small, slowA } from '../../lab/runs'
import { SECOND, read, runOf } from './runs'

const FOR_S = 4
const figures: Figure[] = [
  { figure: 'count' },
  { figure: 'inTime' },
  { figure: 'answered' },
  { figure: 'failed' },
  { figure: 'unknown' },
  { figure: 'attempts' },
  { figure: 'latencyMs', quantile: 0.5 },
  { figure: 'latencyMs', quantile: 0.99 },
  { figure: 'staleShare' },
  { figure: 'staleMaxMs' },
  { figure: 'degradedShare' },
  { figure: 'messages' },
]
const acts: Command[] = [killB, slowA, cutC, holdApi]
const act = fc.tuple(fc.integer({ min: 0, max: FOR_S - 1 }), fc.constantFrom(...acts))
const someActs = fc.array(act, { maxLength: 3 }).map((all) => all.sort(([a], [b]) => a - b))

describe('figures of a run', () => {
  it('say what its totals say, whatever happened in it', () => {
    fc.assert(
      fc.property(fc.nat(1000), someActs, (seed, happened) => {
        const run = { ...runOf(happened), seed }
        const until = (horizonUs: number) => wholeRun(small, seed, horizonUs, run.commands)
        // A figure's window ends before its last moment; whole runs take it in.
        const { operations, latencyMs, staleness, traffic } = until(FOR_S * SECOND - 1)
        const conditions = figures.map((of): Condition => ({ of, atLeast: 0 }))
        const judged = finish(conditionsJob(run, seed, conditions, FOR_S * SECOND))
        const now = judged.readings.map((reading) => reading.now)
        const ended = operations.invoked - operations.open
        const answered = operations.ok + operations.late
        const shareOf = (part: number, of: number): number | null => (of === 0 ? null : part / of)
        // Deadlines end what is open: nothing that is open at the horizon was to be answered before.
        expect(now).toEqual([
          ended,
          operations.ok,
          answered,
          operations.failed,
          operations.unknown,
          shareOf(operations.attempts, ended),
          latencyMs.p50,
          latencyMs.p99,
          staleness.ratio,
          staleness.reads === 0 ? null : staleness.maxUs / 1000,
          shareOf(operations.degraded, answered),
          traffic.messages,
        ])
        expect(judged.fingerprint).toBe(until(FOR_S * SECOND).fingerprint)
      }),
      { numRuns: 12, examples: [[454, []]] },
    )
  })

  it('are the same asked together as each alone', () => {
    const run = runOf([[1, killB]])
    const all: Condition[] = [
      ...figures.map((of): Condition => ({ of, atMost: 1 })),
      { of: { figure: 'broken', guarantee: 'linearizable' }, atMost: 0 },
      { of: { figure: 'broken', guarantee: 'readYourWrites', journey: 'buy' }, atMost: 0 },
      { of: { figure: 'utilisationMax', group: 'store', fromS: 1, toS: 3 }, atMost: 0.1 },
      { of: { figure: 'skew', group: 'api' }, atMost: 1.1 },
      { of: { figure: 'alerts', severity: 'page' }, atMost: 0 },
      { of: { figure: 'timeShare', group: 'store', part: 'service' }, atMost: 0 },
      { of: { figure: 'appliedUnknown' }, atLeast: 1 },
      { of: { figure: 'unlabelledStale' }, atMost: 0 },
    ]
    expect(read(run, all)).toEqual(all.map((one) => read(run, [one])[0]))
  })
})
