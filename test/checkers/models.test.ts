/** Each model as a specification: what may happen in turn, what may not, and why. */
import { describe, expect, test } from 'vitest'
import type { Value } from '../../src/checkers'
import { check, historyOf, inTurn, refused } from './histories'

type Calls = [f: string, asked?: Value, told?: Value][]
const balances = (...held: number[]): Value => new Map(held.map((amount, account) => [account, amount]))
const transfer = (from: number, to: number, amount: number): Value =>
  new Map([
    ['from', from],
    ['to', to],
    ['amount', amount],
  ])

const LEGAL: [model: string, calls: Calls][] = [
  [
    'register',
    [
      ['read', null, null],
      ['write', 1],
      ['read', null, 1],
    ],
  ],
  [
    'cas-register',
    [
      ['write', 1],
      ['cas', [1, 2]],
      ['read', null, 2],
    ],
  ],
  [
    'cas-register',
    [
      ['write', ['k', 1]],
      ['cas', ['k', [1, 2]]],
      ['read', ['k', null], ['k', 2]],
      ['write', ['l', 9]],
    ],
  ],
  [
    'kv',
    [
      ['get', ['k', null], ['k', '']],
      ['append', ['k', 'a']],
      ['append', ['k', 'b']],
      ['get', ['k', null], ['k', 'ab']],
    ],
  ],
  [
    'kv',
    [
      ['append', ['k', 'a']],
      ['put', ['k', 'c']],
      ['get', ['k', null], ['k', 'c']],
    ],
  ],
  [
    'multi-register',
    [
      ['txn', [['read', 'x', null]], [['read', 'x', 0]]],
      [
        'txn',
        [
          ['w', 'x', 1],
          ['w', 'y', 2],
        ],
      ],
      [
        'txn',
        [
          ['r', 'x', null],
          ['r', 'y', null],
        ],
        [
          ['r', 'x', 1],
          ['r', 'y', 2],
        ],
      ],
    ],
  ],
  [
    'multi-register',
    [
      [
        'txn',
        [
          ['write', 'x', 1],
          ['read', 'x', null],
        ],
        [
          ['write', 'x', 1],
          ['read', 'x', 1],
        ],
      ],
    ],
  ],
  ['mutex', [['acquire'], ['release'], ['acquire']]],
  [
    'linearizable-counter',
    [
      ['add', 2],
      ['add', -3],
      ['read', null, -1],
    ],
  ],
  [
    'linearizable-set',
    [
      ['add', 1],
      ['add', 2],
      ['add', 1],
      ['read', null, [2, 1]],
    ],
  ],
  [
    'queue',
    [
      ['enqueue', 1],
      ['enqueue', 2],
      ['dequeue', null, 1],
      ['dequeue', null, 2],
      ['dequeue', null, null],
    ],
  ],
  [
    'linearizable-bank',
    [
      ['transfer', transfer(0, 1, 5)],
      ['read', null, balances(5, 5)],
      ['transfer', transfer(0, 1, 7)],
      ['read', null, balances(-2, 12)],
    ],
  ],
]

const ILLEGAL: [model: string, calls: Calls, code: string, params: Record<string, string | number>][] = [
  [
    'register',
    [
      ['write', 2],
      ['read', null, 0],
    ],
    'register.read',
    { got: '0', holds: '2' },
  ],
  [
    'cas-register',
    [
      ['write', 2],
      ['cas', [1, 3]],
    ],
    'register.cas',
    { got: '1', holds: '2' },
  ],
  [
    'kv',
    [
      ['append', ['k', 'a']],
      ['get', ['k', null], ['k', 'b']],
    ],
    'kv.get',
    { got: 'b', holds: 'a' },
  ],
  [
    'kv',
    [
      ['put', ['k', 'a']],
      ['get', ['k', null], ['k', '']],
    ],
    'kv.get',
    { got: '""', holds: 'a' },
  ],
  [
    'multi-register',
    [
      ['txn', [['write', 'x', 1]]],
      [
        'txn',
        [
          ['read', 'y', 0],
          ['read', 'x', 0],
        ],
      ],
    ],
    'txn.read',
    { key: 'x', got: '0', holds: '1' },
  ],
  ['mutex', [['acquire'], ['acquire']], 'mutex.acquire', {}],
  ['mutex', [['release']], 'mutex.release', {}],
  [
    'linearizable-counter',
    [
      ['add', 2],
      ['read', null, 3],
    ],
    'counter.read',
    { got: '3', holds: '2' },
  ],
  [
    'linearizable-set',
    [
      ['add', 1],
      ['read', null, [2]],
    ],
    'set.read',
    { missing: '[1]', extra: '[2]' },
  ],
  [
    'queue',
    [
      ['enqueue', 1],
      ['enqueue', 2],
      ['dequeue', null, 2],
    ],
    'queue.order',
    { got: '2', head: '1' },
  ],
  [
    'queue',
    [
      ['enqueue', 1],
      ['dequeue', null, 3],
    ],
    'queue.absent',
    { got: '3', head: '1' },
  ],
  ['queue', [['dequeue', null, 3]], 'queue.empty', { got: '3' }],
  [
    'queue',
    [
      ['enqueue', 1],
      ['dequeue', null, null],
    ],
    'queue.absent',
    { got: 'nil', head: '1' },
  ],
  [
    'linearizable-bank',
    [
      ['read', null, balances(5, 5)],
      ['transfer', transfer(0, 1, 1)],
      ['read', null, balances(5, 5)],
    ],
    'bank.read',
    { account: '0', got: '5', holds: '4' },
  ],
]

describe('in turn', () => {
  test.each(LEGAL)('%s allows %j', (model, calls) => {
    expect(check(inTurn(calls), model)).toMatchObject({ valid: true, violation: null })
  })
  test.each(ILLEGAL)('%s forbids %j', (model, calls, code, params) => {
    const { valid, violation } = check(inTurn(calls), model)
    expect(valid).toBe(false)
    expect(violation).toMatchObject({ operation: calls.length - 1, linearized: calls.slice(1).map((_, i) => i) })
    expect(violation?.attempts.map(({ reason }) => reason)).toEqual([{ code, params }])
  })
})

describe('what silence means', () => {
  test('an operation of unknown fate may have happened, at any time since, or not', () => {
    const crashed = [
      [1, 'invoke', 'write', 7],
      [1, 'info', 'write', 7],
    ] as const
    const read = (value: number) =>
      [
        [0, 'invoke', 'read'],
        [0, 'ok', 'read', value],
      ] as const
    const first = [
      [0, 'invoke', 'write', 1],
      [0, 'ok', 'write', 1],
    ] as const
    const valid = (...reads: number[]) =>
      check(historyOf([...first, ...crashed, ...reads.flatMap(read)].map((row) => [...row])), 'register').valid
    expect(valid(1, 1)).toBe(true)
    expect(valid(1, 7)).toBe(true)
    expect(valid(7, 7)).toBe(true)
    expect(valid(7, 1)).toBe(false)
  })
  test('a failed operation did not happen', () => {
    const rows = historyOf([
      [0, 'invoke', 'write', 1],
      [0, 'fail', 'write', 1],
      [0, 'invoke', 'read'],
      [0, 'ok', 'read', 1],
    ])
    expect(check(rows, 'register').valid).toBe(false)
  })
  test("a failed compare-and-set and a read of nil are evidence in Porcupine's logs, and nothing in Jepsen's", () => {
    const casFailed = historyOf([
      [0, 'invoke', 'write', 1],
      [0, 'ok', 'write', 1],
      [0, 'invoke', 'cas', [1, 2]],
      [0, 'fail', 'cas', [1, 2]],
    ])
    const readNil = historyOf([
      [0, 'invoke', 'write', 1],
      [0, 'ok', 'write', 1],
      [0, 'invoke', 'read'],
      [0, 'ok', 'read', null],
    ])
    for (const history of [casFailed, readNil]) {
      const rows = Array.from({ length: history.length }, (_, i) => history.at(i))
      expect(check(history, 'cas-register').valid).toBe(true)
      const porcupine = historyOf([], 'porcupine-etcd')
      for (const row of rows) porcupine.push(row)
      expect(check(porcupine, 'cas-register').valid).toBe(false)
    }
  })
  test('a dequeue of unknown fate took the head, or nothing', () => {
    const history = (got: Value) =>
      historyOf([
        [0, 'invoke', 'enqueue', 1],
        [0, 'ok', 'enqueue', 1],
        [0, 'invoke', 'enqueue', 2],
        [0, 'ok', 'enqueue', 2],
        [1, 'invoke', 'dequeue'],
        [0, 'invoke', 'dequeue'],
        [0, 'ok', 'dequeue', got],
      ])
    expect([1, 2, 3].map((got) => check(history(got), 'queue').valid)).toEqual([true, true, false])
  })
})

describe('what a model cannot read is refused', () => {
  test.each([
    ['register', 'cas', [1, 2], 'history.function'],
    ['cas-register', 'cas', 5, 'history.value'],
    ['kv', 'put', ['k', 5], 'history.value'],
    ['multi-register', 'txn', [['append', 'x', 1]], 'history.value'],
    ['multi-register', 'txn', null, 'history.value'],
    ['mutex', 'lock', null, 'history.function'],
    ['linearizable-counter', 'add', '1', 'history.value'],
    ['linearizable-bank', 'transfer', 3, 'history.value'],
  ] as [string, string, Value, string][])('%s: %s %j', (model, f, value, code) => {
    expect(refused(() => check(inTurn([[f, value]]), model)).code).toBe(code)
  })
})
