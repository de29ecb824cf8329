/** The session guarantees as specifications: what may be seen, what may not, and the operations that show it. */
import { describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS, judge, type Value } from '../../../src/checkers'
import { historyOf, type Row } from '../histories'

const done = (process: number, f: string, asked: Value, told: Value = asked): Row[] => [
  [process, 'invoke', f, asked],
  [process, 'ok', f, told],
]
const write = (process: number, value: Value): Row[] => done(process, 'write', value)
const append = (process: number, value: Value): Row[] => done(process, 'append', value)
const read = (process: number, value: Value): Row[] => done(process, 'read', null, value)

const judged = (model: string, ...parts: Row[][]) => {
  const { valid, anomalies, unknown, standing } = judge(historyOf(parts.flat()), model)
  const findings = anomalies.flatMap((anomaly) => (anomaly.type === 'finding' ? [anomaly.finding] : []))
  return { valid, findings, unknown, standing }
}

describe('monotonic reads', () => {
  test('of a register: nobody goes back to what had been overwritten', () => {
    const { valid, findings, standing } = judged('monotonic-reads', write(0, 1), write(0, 2), read(1, 2), read(1, 1))
    expect({ valid, findings }).toEqual({
      valid: false,
      findings: [
        {
          code: 'session.monotonicReads',
          params: { process: 1, key: 'nil', newer: '2', got: '1' },
          operations: [0, 1, 2, 3],
        },
      ],
    })
    expect(standing?.broken).toEqual(expect.arrayContaining(['monotonic-reads', 'pram', 'causal', 'linearizable']))
  })
  test('another session may be behind', () => {
    expect(judged('monotonic-reads', write(0, 1), write(0, 2), read(1, 2), read(2, 1)).valid).toBe(true)
  })
  test('writes at the same time may come in either order', () => {
    const both: Row[] = [
      [0, 'invoke', 'write', 1],
      [1, 'invoke', 'write', 2],
      [0, 'ok', 'write', 1],
      [1, 'ok', 'write', 2],
    ]
    expect(judged('monotonic-reads', both, read(2, 2), read(2, 1)).valid).toBe(true)
  })
  test('of a list: what was there stays there', () => {
    const { findings } = judged('monotonic-reads', append(0, 1), append(0, 2), read(1, [1, 2]), read(1, [1]))
    expect(findings).toMatchObject([{ params: { newer: '2' }, operations: [2, 3] }])
  })
})

describe('read your writes', () => {
  test('of a register: one sees what one wrote, or something newer', () => {
    expect(judged('read-your-writes', write(0, 1), write(1, 2), read(1, 1)).findings).toMatchObject([
      { params: { process: 1, newer: '2', got: '1' }, operations: [0, 1, 2] },
    ])
    expect(judged('read-your-writes', write(0, 1), write(1, 2), read(0, 2)).valid).toBe(true)
    expect(judged('read-your-writes', write(0, 1), write(1, 2), read(0, 1)).valid).toBe(true)
  })
  test('by key', () => {
    const keyed = [done(0, 'write', ['x', 1]), done(0, 'write', ['y', 2]), done(0, 'read', ['y', null], ['y', 2])]
    expect(judged('read-your-writes', ...keyed).valid).toBe(true)
  })
  test('of a set and of a transaction', () => {
    expect(judged('read-your-writes', done(0, 'add', 1), read(0, [])).findings).toMatchObject([{ operations: [0, 1] }])
    const txns = [done(0, 'txn', [['append', 'x', 1]]), done(0, 'txn', [['r', 'x', null]], [['r', 'x', null]])]
    expect(judged('read-your-writes', ...txns).valid).toBe(false)
  })
})

describe('monotonic writes', () => {
  test('of a list: in the order of their session, and none without those before', () => {
    expect(judged('monotonic-writes', append(0, 1), append(0, 2), read(1, [2, 1])).findings).toMatchObject([
      { params: { process: 0, first: '1', second: '2', missing: 0 }, operations: [0, 1, 2] },
    ])
    expect(judged('monotonic-writes', append(0, 1), append(0, 2), read(1, [2])).findings).toMatchObject([
      { params: { missing: 1 } },
    ])
    expect(judged('monotonic-writes', append(0, 1), append(1, 2), read(1, [2])).valid).toBe(true)
  })
  test('a register shows one at a time, so that nothing can be said', () => {
    expect(judged('monotonic-writes', write(0, 1), write(0, 2), read(1, 1))).toMatchObject({
      valid: 'unknown',
      unknown: { code: 'session.registers' },
    })
  })
})

describe('writes follow reads', () => {
  test('what was written after something was seen comes after it for everybody', () => {
    const parts = [append(0, 1), read(1, [1]), append(1, 2)]
    expect(judged('writes-follow-reads', ...parts, read(2, [1, 2])).valid).toBe(true)
    expect(judged('writes-follow-reads', ...parts, read(2, [1])).valid).toBe(true)
    expect(judged('writes-follow-reads', ...parts, read(2, [2])).findings).toMatchObject([
      { params: { process: 1, first: '1', second: '2', missing: 1 }, operations: [1, 2, 3] },
    ])
    expect(judged('writes-follow-reads', ...parts, read(2, [2, 1])).findings).toMatchObject([
      { params: { missing: 0 } },
    ])
  })
})

describe('beyond the steps allowed', () => {
  const within = (model: string, steps: number, parts: Row[][]) =>
    judge(historyOf(parts.flat()), model, { ...DEFAULT_OPTIONS, budget: { ...DEFAULT_OPTIONS.budget, steps } })
  const parts = [append(0, 1), read(1, [1]), append(1, 2), read(1, [1, 2])]

  test.each(['writes-follow-reads', 'read-your-writes'])('%s: unknown, and which budget to raise', (model) => {
    expect(within(model, 2, parts)).toMatchObject({ valid: 'unknown', unknown: { code: 'exhausted.steps' } })
    expect(within(model, 100, parts).valid).toBe(true)
  })
  test('what was found before stands', () => {
    const broken = [append(0, 1), read(1, [1]), append(1, 2), read(2, [2]), read(3, [1, 2])]
    expect(within('writes-follow-reads', 3, broken).valid).toBe(false)
  })
  test('a session of very many writes and reads ends soon', () => {
    const elements = Array.from({ length: 3_000 }, (_, i) => i)
    const many = [...elements.map((i) => done(0, 'add', i)), ...elements.map(() => read(0, [0]))]
    expect(within('set-full', 10_000, many).unknown?.code).toBe('exhausted.steps')
    expect(within('set-full', 10_000, [done(0, 'add', 0), ...elements.map(() => read(0, [0]))]).valid).toBe(true)
  })
  test('set-full: what nobody added is told all the same', () => {
    expect(within('set-full', 2, [done(0, 'add', 1), read(0, [7]), read(0, [1])]).valid).toBe(false)
  })
})

describe('whatever the guarantee', () => {
  test('what nobody wrote is not read', () => {
    expect(judged('monotonic-reads', write(0, 1), read(1, 7)).findings).toMatchObject([
      { code: 'read.invented', params: { got: '7' } },
    ])
  })
  test('a value written twice tells nothing, nor does a history without reads', () => {
    expect(judged('read-your-writes', write(0, 1), write(1, 1), read(0, 1)).unknown?.code).toBe('values.repeated')
    expect(judged('read-your-writes', write(0, 1)).unknown?.code).toBe('nothingRead')
  })
})
