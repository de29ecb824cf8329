import { describe, expect, it } from 'vitest'
import { finish } from '../../src/lab/job'
import { goalsJob, truthJob } from '../../src/lessons/judge'
import type { GoalSpec, RoundSpec } from '../../src/lessons/lesson'
import { killB } from '../lab/runs'
import { SECOND, runOf } from './figures/runs'

const goals: GoalSpec[] = [
  { id: 'work', kind: 'measured', floor: true, conditions: [{ of: { figure: 'inTime' }, atLeast: 100 }] },
  { id: 'ask', kind: 'answer', rounds: [] },
  {
    id: 'lag',
    kind: 'exhibit',
    conditions: [
      { of: { figure: 'staleShare' }, atLeast: 0.01 },
      { of: { figure: 'latencyMs', quantile: 0.99 }, atMost: 0.001 },
    ],
  },
]

describe('goals in a run', () => {
  it('hold where all their conditions do, each with its readings', () => {
    const judged = finish(goalsJob(runOf(), 7, goals, 4 * SECOND))
    expect(judged.goals.map(({ id, holds }) => [id, holds])).toEqual([
      ['work', true],
      ['lag', false],
    ])
    expect(judged.goals[1].readings.map(({ holds }) => holds)).toEqual([true, false])
    expect(judged.fingerprint).toMatch(/^[0-9a-f]{16,}$/)
  })

  it('of answers are true where what an option says is so in the round', () => {
    const isBroken = (guarantee: 'linearizable' | 'monotonicWrites') => ({
      of: { figure: 'broken', guarantee } as const,
    })
    const round: RoundSpec = {
      id: 'r',
      seed: 7,
      options: [
        { id: 'stale', when: [{ ...isBroken('linearizable'), atLeast: 1 }] },
        { id: 'lost', when: [{ of: { figure: 'failed' }, atLeast: 1_000 }] },
        { id: 'served', when: [{ of: { figure: 'okShare' }, atLeast: 0.5 }] },
        { id: 'undecided', when: [] },
      ],
    }
    expect(finish(truthJob(runOf([[1, killB]]), round, 4 * SECOND))).toEqual(['stale', 'served'])
  })
})
