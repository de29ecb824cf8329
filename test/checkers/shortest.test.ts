/** The fewest operations that still violate: few, sufficient, and none to spare. */
import { describe, expect, test } from 'vitest'
import { Operations, judge, shortestOf, type Value } from '../../src/checkers'
import { excerpt } from '../../src/checkers/linearizability/fewest'
import { trueHistory } from './generators'
import { historyOf, type Row } from './histories'
import { atOnce, txnsOf } from './transactions/notation'

const done = (process: number, f: string, asked: Value, told: Value = asked): Row[] => [
  [process, 'invoke', f, asked],
  [process, 'ok', f, told],
]

describe('linearizability', () => {
  test('a stale read among hundreds of operations: two writes and the read', () => {
    const stale = [
      done(900, 'write', ['x', -1]),
      done(900, 'write', ['x', -2]),
      done(901, 'read', ['x', null], ['x', -1]),
    ]
    const history = historyOf([...trueHistory(7, 6, 300, 3), ...stale.flat()])
    const { operations, anomaly } = shortestOf(new Operations(history), judge(history, 'register'))!
    expect(operations).toEqual([300, 301, 302])
    expect(anomaly).toMatchObject({
      violation: { key: 'x', operation: 302, attempts: [{ reason: { code: 'register.read' } }] },
    })
  })
  test('what is kept violates, and is four operations at most', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const rows = trueHistory(seed, 5, 120, 1)
      const late = rows.findLastIndex(([, type, f]) => type === 'ok' && f === 'read')
      const [, old] = rows.find(
        ([, type, f, value]) => type === 'ok' && f === 'write' && value !== rows[late][3],
      )![3] as Value[]
      rows[late] = [rows[late][0], 'ok', 'read', [(rows[late][3] as Value[])[0], old]]
      const history = historyOf(rows)
      if (judge(history, 'register').valid !== false) continue
      const found = shortestOf(new Operations(history), judge(history, 'register'))!
      const valid = (numbers: readonly number[]) => judge(excerpt(new Operations(history), numbers), 'register').valid
      expect(valid(found.operations), `seed ${seed}`).toBe(false)
      expect(found.operations.length, `seed ${seed}`).toBeLessThanOrEqual(4)
    }
  })
})

describe('a key-value store', () => {
  const lost = [
    ...done(1, 'append', ['x', 'a']),
    ...done(1, 'append', ['x', 'b']),
    ...done(2, 'get', ['x', null], ['x', 'a']),
  ]
  test('a get that misses an append: it, what it saw and what it missed', () => {
    const others = Array.from({ length: 60 }, (_, i) => done(i % 5, i % 3 === 0 ? 'put' : 'append', ['x', `${i},`]))
    const history = historyOf([...others.flat(), ...done(0, 'put', ['x', '']), ...lost])
    const { operations } = shortestOf(new Operations(history), judge(history, 'kv'))!
    expect(operations).toEqual([61, 62, 63])
  })
  test('a get of what nobody put there: it alone', () => {
    const history = historyOf([...done(1, 'put', ['x', 'a']), ...done(2, 'get', ['x', null], ['x', 'nobody'])])
    expect(shortestOf(new Operations(history), judge(history, 'kv'))?.operations).toEqual([1])
  })
})

test('sequential consistency: over several keys', () => {
  const rows = [
    ...done(1, 'write', ['z', 5]),
    ...done(1, 'write', ['x', 1]),
    ...done(1, 'write', ['x', 2]),
    ...done(2, 'read', ['x', null], ['x', 2]),
    ...done(2, 'read', ['z', null], ['z', 5]),
    ...done(2, 'read', ['x', null], ['x', 1]),
  ]
  const history = historyOf(rows)
  const found = shortestOf(new Operations(history), judge(history, 'sequential'))
  expect(found?.operations).toEqual([1, 2, 3, 5])
  expect(found?.anomaly).toMatchObject({ finding: { code: 'sequential', operations: [5] } })
})

test('of several cycles and findings, the one of the fewest', () => {
  const history = atOnce(txnsOf('ax1|ay1|rx1ry|ry1rx|az1rv|av1rz'))
  const found = shortestOf(new Operations(history), judge(history, 'list-append'))
  expect(found).toMatchObject({ anomaly: { cycle: { code: 'G2-item' } }, operations: [4, 5] })
})
test('nothing found, nothing to show', () => {
  const history = historyOf(done(0, 'write', 1))
  expect(shortestOf(new Operations(history), judge(history, 'register'))).toBe(null)
})
