/** Judged while it grows, a history gets the verdict that it gets as a whole, and little of it is held. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { History, type Value } from '../../src/checkers'
import { LIVE_LIMITS, LiveLinearizability } from '../../src/checkers/linearizability/live'
import { LINEARIZABLE_MODELS } from '../../src/checkers/linearizability/models'
import { CALLS, histories, trueHistory } from './generators'
import { check, historyOf, refused, type Row } from './histories'

function live(rows: readonly Row[], name: string, keyed: boolean, every: number, limits = LIVE_LIMITS) {
  const history = new History('porcupine-etcd')
  const judge = new LiveLinearizability(history, LINEARIZABLE_MODELS.get(name)!, keyed, limits)
  let heldMax = 0
  rows.forEach(([process, type, f, value = null], i) => {
    history.push({ process, type, f, value, timeNs: null })
    if (i % every !== every - 1) return
    judge.advance()
    heldMax = Math.max(heldMax, judge.held)
  })
  judge.advance()
  return { judge, heldMax }
}

describe('the verdict of the whole', () => {
  test.each(Object.keys(CALLS))('%s', (name) => {
    const seen = { true: 0, false: 0 }
    fc.assert(
      fc.property(histories(CALLS[name], 12), fc.integer({ min: 1, max: 9 }), (rows, every) => {
        const { valid } = check(historyOf(rows, 'porcupine-etcd'), name)
        seen[`${valid as boolean}`]++
        expect(live(rows, name, false, every).judge.valid).toBe(valid)
      }),
      { numRuns: 1_000 },
    )
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50)
  })
})

describe('long', () => {
  test('true registers stay valid, and only what runs and what is unknown is held', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const rows = trueHistory(seed, 6, 3_000, 40)
      const unknown = rows.filter(([, type]) => type === 'info').length
      const { judge, heldMax } = live(rows, 'register', true, 50)
      expect(judge.valid, `seed ${seed}`).toBe(true)
      expect(heldMax - unknown, `seed ${seed}`).toBeLessThan(300)
    }
  })
  test('a stale read is told at the first look after it, with the operation', () => {
    const rows: Row[] = trueHistory(3, 6, 1_000, 10).filter(([, , , value]) => (value as Value[])[0] !== 'x')
    const on = (process: number, type: Row[1], f: string, value: Value): Row => [process, type, f, ['x', value]]
    const stale = [
      on(9000, 'invoke', 'write', 1),
      on(9000, 'ok', 'write', 1),
      on(9000, 'invoke', 'write', 2),
      on(9001, 'invoke', 'read', null),
      on(9000, 'ok', 'write', 2),
      on(9001, 'ok', 'read', 2),
      on(9001, 'invoke', 'read', null),
      on(9001, 'ok', 'read', 1),
    ]
    const before = live([...rows, ...stale.slice(0, -1)], 'register', true, 7).judge
    expect(before.valid).toBe(true)
    const { valid, violation } = live([...rows, ...stale], 'register', true, 7).judge
    expect(valid).toBe(false)
    expect(violation).toMatchObject({
      key: 'x',
      attempts: [{ state: 2, reason: { code: 'register.read', params: { got: '1', holds: '2' } } }],
    })
    const operations = [...rows, ...stale].filter(([, type]) => type === 'invoke').length
    expect(violation?.operation).toBe(operations - 1)
  })
  test('beyond its limits it says unknown', () => {
    const waiting: Row[] = [
      [0, 'invoke', 'write', -1],
      ...trueHistory(1, 4, 300, 1).map(([process, type, f, value]): Row => [
        process + 1,
        type,
        f,
        (value as Value[])[1],
      ]),
    ]
    expect(live(waiting, 'register', false, 10, { ...LIVE_LIMITS, operations: 100 }).judge.valid).toBe('unknown')
    expect(live(waiting, 'register', false, 10).judge.valid).toBe(true)
  })
  test('malformed histories are refused', () => {
    expect(refused(() => live([[0, 'ok', 'read', 1]], 'register', false, 1)).code).toBe('history.completion')
    expect(
      refused(() =>
        live(
          [
            [0, 'invoke', 'read'],
            [0, 'invoke', 'read'],
          ],
          'register',
          false,
          1,
        ),
      ).code,
    ).toBe('history.overlap')
  })
})
