/**
 * The checker checked: against a search of every order on small histories, both verdicts; on long histories of objects that are
 * linearizable by construction; and on the same with one answer changed.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Operations, type History, type Value } from '../../src/checkers'
import { LINEARIZABLE_MODELS } from '../../src/checkers/linearizability/models'
import type { Action, Model } from '../../src/checkers/linearizability/model'
import { CALLS, histories, trueHistory } from './generators'
import { check, historyOf, type Row } from './histories'

/** Tries every order that respects real time. */
function everyOrder(history: History, model: Model): boolean {
  const operations = new Operations(history)
  const all = Array.from({ length: operations.length }, (_, i) => operations.at(i)).flatMap((operation) => {
    const action = model.action(operation, history.conventions)
    const returned = operation.outcome === 'info' ? Infinity : operation.completed
    return action ? [{ action, called: operation.invoked, returned }] : []
  })
  const search = (state: Value, left: readonly { action: Action; called: number; returned: number }[]): boolean => {
    if (left.every(({ returned }) => returned === Infinity)) return true
    const first = Math.min(...left.map(({ returned }) => returned))
    return left.some((operation) => {
      if (operation.called > first) return false
      const next = model.step(state, operation.action)
      return (
        next !== undefined &&
        search(
          next,
          left.filter((other) => other !== operation),
        )
      )
    })
  }
  return search(model.initial, all)
}

describe('the verdict is that of a search of every order', () => {
  test.each(Object.keys(CALLS))('%s', (name) => {
    const model = LINEARIZABLE_MODELS.get(name)!
    const seen = { true: 0, false: 0 }
    fc.assert(
      fc.property(histories(CALLS[name], 7), fc.constantFrom('jepsen', 'porcupine-etcd'), (rows, conventions) => {
        const history = historyOf(rows, conventions)
        const expected = everyOrder(history, model)
        seen[`${expected}`]++
        expect(check(history, name).valid).toBe(expected)
      }),
      { numRuns: 1_500 },
    )
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(100)
  })

  test('and the explanation holds: the operation is the first that no order comes past, what is before it is an order', () => {
    fc.assert(
      fc.property(histories(CALLS['cas-register'], 9), (rows) => {
        const history = historyOf(rows)
        const model = LINEARIZABLE_MODELS.get('cas-register')!
        const { violation } = check(history, 'cas-register')
        if (!violation) return
        const operations = new Operations(history)
        // What fails later surely did not happen.
        const failed = new Set(
          rows.flatMap(([process, type], at) => (type === 'fail' ? [at, lastInvoke(rows, process, at)] : [])),
        )
        const upTo = (end: number): History => historyOf(rows.slice(0, end).filter((_, at) => !failed.has(at)))
        const { completed } = operations.at(violation.operation)
        expect(everyOrder(upTo(completed), model)).toBe(true)
        expect(everyOrder(upTo(completed + 1), model)).toBe(false)
        let state: Value | undefined = model.initial
        for (const number of violation.linearized) {
          const action = model.action(operations.at(number), 'jepsen')!
          state = model.step(state!, action)
          expect(state).not.toBeUndefined()
        }
        expect(violation.attempts.length).toBeGreaterThan(0)
        for (const attempt of violation.attempts)
          expect(model.step(attempt.state, model.action(operations.at(violation.operation), 'jepsen')!)).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })
})

function lastInvoke(rows: readonly Row[], process: number, before: number): number {
  let at = before - 1
  while (rows[at][0] !== process) at--
  return at
}

describe('long histories', () => {
  test('of true registers are valid, whatever the delays and crashes', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const rows = trueHistory(seed, 2 + (seed % 12), 400, 1 + (seed % 5))
      expect(check(historyOf(rows, 'porcupine-etcd'), 'register'), `seed ${seed}`).toMatchObject({ valid: true })
    }
  })
  test('with a read that comes too late for its value are not', () => {
    let caught = 0
    for (let seed = 1; seed <= 60; seed++) {
      const rows = trueHistory(seed, 4, 400, 1)
      const overwritten = rows.findIndex(
        ([, type, f, value], at) => at > 300 && type === 'ok' && f === 'read' && (value as Value[])[1] !== null,
      )
      const [process, , , old] = rows[overwritten]
      const late = rows.findIndex(
        ([who, type, f], at) => at > overwritten + 200 && type === 'ok' && f === 'read' && who !== process,
      )
      if (late < 0) continue
      rows[late] = [...rows[late].slice(0, 3), old] as unknown as Row
      const { valid, violation } = check(historyOf(rows, 'porcupine-etcd'), 'register')
      expect(valid, `seed ${seed}`).toBe(false)
      expect(violation?.attempts[0]?.reason.code).toBe('register.read')
      caught++
    }
    expect(caught).toBeGreaterThan(50)
  })
})

describe('budgets', () => {
  /** Many appends at once that nobody reads for long, and then a read of what cannot be: every order must be tried. */
  const enormous = (key: string, appends: number, process: number): Row[] => [
    ...Array.from({ length: appends }, (_, i): Row => [process + i, 'invoke', 'append', [key, 'ab'.repeat(i + 1)]]),
    [process + appends, 'invoke', 'get', [key, null]],
    ...Array.from({ length: appends }, (_, i): Row => [process + i, 'ok', 'append', [key, 'ab'.repeat(i + 1)]]),
    [process + appends, 'ok', 'get', [key, `${'ab'.repeat((appends * (appends + 1)) / 2 - 1)}ac`]],
  ]
  test('of steps: the verdict is unknown and says why', () => {
    const history = historyOf(enormous('x', 16, 0))
    expect(check(history, 'kv', { steps: 20_000, bytes: 1e9 })).toMatchObject({
      valid: 'unknown',
      exhausted: 'steps',
      undecided: 1,
    })
  })
  test('of memory: the same', () => {
    const history = historyOf(enormous('x', 16, 0))
    expect(check(history, 'kv', { steps: 1e9, bytes: 1e6 })).toMatchObject({
      valid: 'unknown',
      exhausted: 'bytes',
      undecided: 1,
    })
  })
  test('one cheap illegal key among enormous ones is found at once', () => {
    const illegal: Row[] = [
      [900, 'invoke', 'get', ['bad', null]],
      [900, 'ok', 'get', ['bad', 'z']],
    ]
    const rows = ['a', 'b', 'c', 'd'].flatMap((key, i) => enormous(key, 16, 20 * i))
    const { valid, violation, steps } = check(historyOf([...rows, ...illegal]), 'kv')
    expect({ valid, key: violation?.key }).toEqual({ valid: false, key: 'bad' })
    expect(steps).toBeLessThan(50_000)
  })
  test('100,000 operations one after another: no recursion, no quadratic cost', () => {
    const rows = Array.from({ length: 100_000 }, (_, i): Row[] => [
      [0, 'invoke', 'write', i],
      [0, 'ok', 'write', i],
    ]).flat()
    expect(check(historyOf(rows), 'register')).toMatchObject({ valid: true, operations: 100_000 })
  })
})
