/** Guarantees about what is missed, what remains and what grows, as specifications: with the operations that show each break. */
import { describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS, History, judge, type JudgeOptions, type Value } from '../../../src/checkers'
import { historyOf, type Row } from '../histories'

const done = (process: number, f: string, asked: Value, told: Value = asked): Row[] => [
  [process, 'invoke', f, asked],
  [process, 'ok', f, told],
]
const write = (process: number, value: Value): Row[] => done(process, 'write', value)
const read = (process: number, value: Value): Row[] => done(process, 'read', null, value)
const add = (value: Value): Row[] => done(0, 'add', value)
const lost = (process: number, f: string, value: Value, type: 'fail' | 'info'): Row[] => [
  [process, 'invoke', f, value],
  [process, type, f, value],
]

const judged = (model: string, rows: Row[] | History, options: Partial<JudgeOptions> = {}) => {
  const history = rows instanceof History ? rows : historyOf(rows)
  const { valid, anomalies, unknown } = judge(history, model, { ...DEFAULT_OPTIONS, ...options })
  const findings = anomalies.flatMap((anomaly) => (anomaly.type === 'finding' ? [anomaly.finding] : []))
  return { valid, findings, unknown: unknown?.code }
}

describe('bounded staleness', () => {
  const rows = [...write(0, 1), ...write(0, 2), ...write(0, 3), ...read(1, 1)]
  test('in versions: fewer than k are missed', () => {
    const bounded = (versions: number) => judged('bounded-staleness', rows, { staleness: { versions, timeMs: 0 } })
    expect([1, 2, 3].map((k) => bounded(k).valid)).toEqual([false, false, true])
    expect(bounded(1).findings).toMatchObject([
      { code: 'staleness', params: { got: '1', missed: 2, first: '2' }, operations: [0, 1, 3] },
    ])
  })
  test('in time: only what was acknowledged at least t before', () => {
    const history = new History()
    rows.forEach(([process, type, f, value = null], i) =>
      history.push({ process, type, f, value, timeNs: i * 1_000_000 }),
    )
    const bounded = (timeMs: number, versions = 1) =>
      judged('bounded-staleness', history, { staleness: { versions, timeMs } }).valid
    // Writes ended at 3 and 5 ms, the read began at 6 ms.
    expect([0, 3, 4].map((t) => bounded(t))).toEqual([false, false, true])
    expect([0, 2].map((t) => bounded(t, 2))).toEqual([false, true])
    expect(judged('bounded-staleness', rows, { staleness: { versions: 1, timeMs: 5 } }).unknown).toBe(
      'staleness.noTimes',
    )
  })
  test('what is written at the same time, or has not ended, is not missed', () => {
    const during: Row[] = [
      [0, 'invoke', 'write', 1],
      ...read(1, null),
      ...write(2, 2),
      [0, 'ok', 'write', 1],
      ...read(1, 1),
    ]
    expect(judged('bounded-staleness', during).valid).toBe(true)
  })
})

describe('monotonicity', () => {
  test('a read is not below one that ended before it', () => {
    expect(judged('monotonic', [...read(0, 3), ...read(1, 2)]).findings).toMatchObject([
      { params: { got: 2, before: 3 }, operations: [0, 1] },
    ])
    const atOnce: Row[] = [[0, 'invoke', 'read', null], ...read(1, 3), [0, 'ok', 'read', 2]]
    expect(judged('monotonic', atOnce).valid).toBe(true)
    const keyed = [...done(0, 'read', ['x', null], ['x', 3]), ...done(0, 'read', ['y', null], ['y', 2])]
    expect(judged('monotonic', keyed).valid).toBe(true)
  })
})

describe('in the end', () => {
  test('all read the same', () => {
    const rows = (last: Value) => [...write(0, 1), ...write(1, 2), ...read(0, 1), ...read(0, 2), ...read(1, last)]
    expect(judged('convergence', rows(2)).valid).toBe(true)
    expect(judged('convergence', rows(1)).findings).toMatchObject([
      { params: { one: '2', other: '1' }, operations: [3, 4] },
    ])
    expect(judged('convergence', [...write(0, 1), ...read(0, 1)]).unknown).toBe('convergence.unread')
    expect(
      judged('convergence', [...write(0, 1), ...lost(5, 'write', 3, 'info'), ...read(0, 1), ...read(1, 3)]).valid,
    ).toBe('unknown')
  })
  test('what was acknowledged is there, or something newer', () => {
    expect(judged('lost-writes', [...write(0, 1), ...write(1, 2), ...read(0, 1)]).findings).toMatchObject([
      { params: { value: '2' }, operations: [1, 2] },
    ])
    expect(judged('lost-writes', [...write(0, 1), ...write(1, 2), ...read(0, 2)]).valid).toBe(true)
    expect(judged('lost-writes', [...add(1), ...add(2), ...read(0, [2])]).findings).toMatchObject([
      { operations: [0, 2] },
    ])
    expect(judged('lost-writes', [...add(1), ...lost(0, 'add', 2, 'fail'), ...read(0, [1])]).valid).toBe(true)
  })
})

describe('set-full', () => {
  test('known and then never seen again: lost', () => {
    expect(judged('set-full', [...add(1), ...read(1, [1]), ...read(1, [])]).findings).toMatchObject([
      { code: 'set-full.lost', params: { value: '1' }, operations: [0, 1, 2] },
    ])
    expect(judged('set-full', [...add(1), ...add(2), ...read(1, [2])]).findings).toMatchObject([
      { code: 'set-full.lost', params: { value: '1' }, operations: [0, 2] },
    ])
  })
  test('missed for a while only: not lost; never known: not lost', () => {
    expect(judged('set-full', [...add(1), ...read(1, []), ...read(1, [1])]).valid).toBe(true)
    expect(judged('set-full', [...add(1), ...lost(3, 'add', 2, 'info'), ...read(1, [1])]).valid).toBe(true)
  })
  test('twice, and out of nowhere', () => {
    const { findings } = judged('set-full', [...add(1), ...read(1, [1, 1, 9])])
    expect(findings.map(({ code }) => code)).toEqual(['set-full.twice', 'set-full.unexpected'])
  })
  test('nothing stays: unknown', () => {
    expect(judged('set-full', [...lost(3, 'add', 1, 'info'), ...read(1, [])]).unknown).toBe('set-full.unstable')
  })
})

describe('long fork', () => {
  const reading = (process: number, x: Value, y: Value): Row[] =>
    done(process, 'txn', [['r', 'x', null], ['r', 'y', null]], [['r', 'x', x], ['r', 'y', y]]) // prettier-ignore
  const written = [...done(0, 'txn', [['w', 'x', 1]]), ...done(1, 'txn', [['w', 'y', 1]])]
  test('two readers of the same keys see two writes in different orders', () => {
    expect(judged('long-fork', [...written, ...reading(2, 1, null), ...reading(3, null, 1)]).findings).toMatchObject([
      { params: { one: 'x', other: 'y' }, operations: [0, 1, 2, 3] },
    ])
    expect(
      judged('long-fork', [...written, ...reading(2, 1, null), ...reading(3, 1, 1), ...reading(4, null, null)]).valid,
    ).toBe(true)
  })
  test('each key is written once', () => {
    expect(judged('long-fork', [...written, ...written]).unknown).toBe('long-fork.rewritten')
  })
})

test('unique ids: none is handed out twice', () => {
  const given = (...ids: Value[]) => ids.flatMap((id) => done(0, 'generate', null, id))
  expect(judged('unique-ids', given('a', 'b')).valid).toBe(true)
  expect(judged('unique-ids', given('a', 'b', 'a')).findings).toMatchObject([
    { params: { id: 'a' }, operations: [0, 2] },
  ])
})

describe('total-order queue', () => {
  const send = (process: number, value: number, offset: number): Row[] =>
    done(process, 'send', [['send', 'k', value]], [['send', 'k', [offset, value]]])
  const poll = (process: number, ...records: [offset: number, value: number][]): Row[] =>
    done(process, 'poll', [['poll']], [['poll', new Map([['k', records]])]])
  const codes = (...parts: Row[][]) => judged('total-order-queue', parts.flat()).findings.map(({ code }) => code)

  test('a log that all see alike is valid, with gaps and others behind', () => {
    expect(codes(send(0, 7, 0), send(1, 8, 2), poll(2, [0, 7]), poll(3, [0, 7], [2, 8]), poll(2, [2, 8]))).toEqual([])
  })
  test.each<[code: string, parts: Row[][]]>([
    ['log.inconsistentOffset', [send(0, 7, 0), poll(1, [0, 8])]],
    ['log.duplicate', [send(0, 7, 0), poll(1, [0, 7]), poll(2, [1, 7])]],
    ['log.lost', [send(0, 7, 0), send(1, 8, 1), poll(2, [1, 8])]],
    ['log.sendBackwards', [send(0, 7, 1), send(0, 8, 0), poll(2, [0, 8], [1, 7])]],
    ['log.pollBackwards', [send(0, 7, 0), poll(2, [0, 7]), poll(2, [0, 7])]],
    ['log.pollSkip', [send(0, 7, 0), send(1, 8, 1), send(0, 9, 2), poll(3, [0, 7], [1, 8]), poll(2, [0, 7], [2, 9])]],
    ['log.aborted', [lost(0, 'send', [['send', 'k', 7]], 'fail'), poll(1, [0, 7])]],
  ])('%s', (code, parts) => {
    expect(codes(...parts)).toContain(code)
  })
  test('who is given other keys begins anew', () => {
    const before = [send(0, 7, 0), poll(2, [0, 7])]
    expect(codes(...before, done(2, 'assign', ['k']), poll(2, [0, 7]))).toEqual([])
  })
})
