/** Guarantees that need no order: a set by its last read, a counter by bounds, a bank by its totals. */
import { describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS, judge, type Value } from '../../../src/checkers'
import { historyOf, inTurn, refused, type Row } from '../histories'

const findings = (rows: Row[], model: string, negativeBalances = false) => {
  const { valid, anomalies } = judge(historyOf(rows), model, { ...DEFAULT_OPTIONS, negativeBalances })
  return { valid, found: anomalies.map((anomaly) => anomaly.type === 'finding' && anomaly.finding) }
}
const ok = (f: string, asked: Value, told: Value = asked): Row[] => [
  [0, 'invoke', f, asked],
  [0, 'ok', f, told],
]
const unknown = (process: number, f: string, asked: Value): Row[] => [
  [process, 'invoke', f, asked],
  [process, 'info', f, asked],
]

describe('set', () => {
  test('the last read counts; adds of unknown fate may be there or not', () => {
    const adds = [...ok('add', 1), ...unknown(5, 'add', 2), ...ok('read', null, [])]
    expect(findings([...adds, ...ok('read', null, [1])], 'set').valid).toBe(true)
    expect(findings([...adds, ...ok('read', null, [1, 2])], 'set').valid).toBe(true)
  })
  test('lost and unexpected elements are named', () => {
    expect(findings([...ok('add', 1), ...ok('read', null, [3])], 'set')).toMatchObject({
      valid: false,
      found: [
        { code: 'set.lost', params: { count: 1, elements: '1' }, operations: [0, 1] },
        { code: 'set.unexpected', params: { count: 1, elements: '[3]' }, operations: [1] },
      ],
    })
  })
  test('without a read nothing is known', () => {
    expect(judge(inTurn([['add', 1]]), 'set')).toMatchObject({ valid: 'unknown', unknown: { code: 'nothingRead' } })
  })
})

describe('counter', () => {
  test('a read beside adds lies between the bounds', () => {
    const during = (got: number): Row[] => [
      ...ok('add', 2),
      [1, 'invoke', 'add', 5],
      [2, 'invoke', 'add', -1],
      ...ok('read', null, got),
      [1, 'ok', 'add', 5],
      [2, 'ok', 'add', -1],
    ]
    const valid = [0, 1, 2, 7, 8].map((got) => findings(during(got), 'counter').valid)
    expect(valid).toEqual([false, true, true, true, false])
    expect(findings(during(8), 'counter').found).toEqual([
      { code: 'counter.bounds', params: { got: 8, low: 1, high: 7 }, operations: [3] },
    ])
  })
  test('a final read is the acknowledged sum and some of the unknown', () => {
    const rows = (got: number) => [
      ...ok('add', 10),
      ...unknown(1, 'add', 2),
      ...unknown(2, 'add', 5),
      ...ok('read', null, got),
    ]
    expect([10, 12, 15, 17].map((got) => findings(rows(got), 'counter').valid)).toEqual([true, true, true, true])
    expect(findings(rows(11), 'counter').found).toMatchObject([
      { code: 'counter.sum', params: { acknowledged: 10, got: 11 } },
    ])
  })
})

describe('bank', () => {
  const read = (...held: number[]) => ok('read', null, new Map(held.map((amount, account) => [account, amount])))
  test('every read has the total of the first', () => {
    expect(findings([...read(5, 5), ...read(2, 8)], 'bank').valid).toBe(true)
    expect(findings([...read(5, 5), ...read(4, 5)], 'bank').found).toEqual([
      { code: 'bank.total', params: { got: 9, expected: 10 }, operations: [0, 1] },
    ])
  })
  test('no balance is below zero unless that is allowed', () => {
    expect(findings(read(-1, 5), 'bank').found).toMatchObject([
      { code: 'bank.negative', params: { account: '0', got: -1 } },
    ])
    expect(findings(read(-1, 5), 'bank', true).valid).toBe(true)
  })
})

test('a model by its name; another is refused', () => {
  expect(refused(() => judge(inTurn([['read']]), 'constructor')).code).toBe('history.model')
})
