/** Sequential consistency: against a search of every order that keeps each process's own; and what it is not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS, Operations, judge, type History, type Value } from '../../../src/checkers'
import type { Action, Model } from '../../../src/checkers/linearizability/model'
import { LINEARIZABLE_MODELS } from '../../../src/checkers/linearizability/models'
import { CALLS, histories } from '../generators'
import { historyOf, type Row } from '../histories'

interface Step {
  action: Action
  process: number
  optional: boolean
}

/** Tries every order of the processes' next operations. */
function everyOrder(history: History, model: Model): boolean {
  const operations = new Operations(history)
  const all = Array.from({ length: operations.length }, (_, i) => operations.at(i)).flatMap((operation): Step[] => {
    const action = model.action(operation, history.conventions)
    return action ? [{ action, process: operation.process, optional: operation.outcome === 'info' }] : []
  })
  const search = (state: Value, left: readonly Step[]): boolean =>
    left.every(({ optional }) => optional) ||
    left.some((step, i) => {
      if (left.slice(0, i).some(({ process }) => process === step.process)) return false
      const next = model.step(state, step.action)
      return next !== undefined && search(next, left.filter((other) => other !== step)) // prettier-ignore
    })
  return search(model.initial, all)
}

describe('the verdict is that of a search of every order', () => {
  test.each([
    ['cas-register', 'cas-register'],
    ['queue', 'queue'],
    ['kv', 'kv'],
  ])('%s', (calls, name) => {
    const seen = { true: 0, false: 0 }
    fc.assert(
      fc.property(histories(CALLS[calls], 7), (rows) => {
        if (rows.length === 0) return
        const history = historyOf(rows)
        const expected = everyOrder(history, LINEARIZABLE_MODELS.get(name)!)
        seen[`${expected}`]++
        expect(judge(history, 'sequential').valid).toBe(expected)
      }),
      { numRuns: 600 },
    )
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50)
  })
})

const on = (process: number, f: string, key: string, value: Value): Row[] => [
  [process, 'invoke', f, [key, f === 'read' ? null : value]],
  [process, 'ok', f, [key, value]],
]

test('it forgets real time, and linearizability does not', () => {
  const late = historyOf([...on(0, 'write', 'x', 1), ...on(0, 'write', 'x', 2), ...on(1, 'read', 'x', 1)])
  expect(judge(late, 'sequential').valid).toBe(true)
  expect(judge(late, 'register').valid).toBe(false)
})
test('it is not local: two keys that hold apart need not hold together', () => {
  const rows = [
    ...on(1, 'write', 'x', 1),
    ...on(1, 'read', 'y', null),
    ...on(2, 'write', 'y', 1),
    ...on(2, 'read', 'x', null),
  ]
  const valid = (keys: string) => {
    const about = rows.filter(([, , , value]) => keys.includes((value as string[])[0]))
    // There a read of nil saw that nothing had been written.
    return judge(historyOf(about, 'porcupine-etcd'), 'sequential').valid
  }
  expect([valid('x'), valid('y'), valid('xy')]).toEqual([true, true, false])
})
test('why: where most could be placed, what each process could not do next', () => {
  const { anomalies, standing } = judge(historyOf([...on(0, 'write', 'x', 1), ...on(0, 'read', 'x', 2)]), 'sequential')
  expect(anomalies).toMatchObject([
    {
      finding: {
        code: 'sequential',
        params: { reason: 'register.read', key: 'x', got: '2', holds: '1', placed: 1 },
        operations: [1],
      },
    },
  ])
  expect(standing?.weakestBroken).toEqual(['sequential'])
})
test('beyond its budget it says unknown', () => {
  const rows = Array.from({ length: 12 }, (_, process) =>
    [0, 1, 2].flatMap((i) => on(process, 'write', 'x', process * 3 + i)),
  )
  const history = historyOf([...rows.flat(), ...on(99, 'read', 'x', 999)])
  const verdict = judge(history, 'sequential', { ...DEFAULT_OPTIONS, budget: { steps: 20_000, bytes: 1e8 } })
  expect(verdict).toMatchObject({ valid: 'unknown', unknown: { code: 'exhausted.steps' } })
})
