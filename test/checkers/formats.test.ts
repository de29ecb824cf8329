/** Histories as text: read, written and read again; what is malformed is told with its line. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { History } from '../../src/checkers'
import {
  FORMATS,
  Operations,
  guessFormat,
  guessModel,
  readHistory,
  writeCsv,
  writeJepsenEdn,
  writeJepsenJson,
  type HistoryEvent,
  type Value,
} from '../../src/checkers'
import { historyOf, refused, type Row } from './histories'

const eventsOf = (history: History): HistoryEvent[] => Array.from({ length: history.length }, (_, i) => history.at(i))

describe('read', () => {
  const edn = `; a comment
    {:index 3, :time 12, :type :invoke, :process 0, :f :txn, :value [[:r "x" nil] [:append :y 1]], :extra #{1 2}}
    #_ignored #jepsen.history.Op{:index 4, :type :ok, :process 0, :f :txn, :value ((:r "x" [1 -2.5e1 true]) [:append :y 1])}
    {:index 9, :type :info, :process :nemesis, :f :start, :value {:a 1, "b" \\c}}`
  const json = `{"index":3,"time":12,"type":"invoke","process":0,"f":"txn","value":[["r","x",null],["append","y",1]]}
    {"index":4,"type":"ok","process":0,"f":"txn","value":[["r","x",[1,-25,true]],["append","y",1]]}
    {"index":9,"type":"info","process":"nemesis","f":"start","value":{"a":1,"b":"c"}}`
  const expected = [
    {
      index: 3,
      type: 'invoke',
      process: 0,
      f: 'txn',
      value: [
        ['r', 'x', null],
        ['append', 'y', 1],
      ],
      timeNs: 12,
    },
    {
      index: 4,
      type: 'ok',
      process: 0,
      f: 'txn',
      value: [
        ['r', 'x', [1, -25, true]],
        ['append', 'y', 1],
      ],
      timeNs: null,
    },
    {
      index: 9,
      type: 'info',
      process: 'nemesis',
      f: 'start',
      value: new Map<string, Value>([
        ['a', 1],
        ['b', 'c'],
      ]),
      timeNs: null,
    },
  ]
  test.each([
    ['jepsen-edn', 'one map a line', edn],
    ['jepsen-edn', 'a vector', `[${edn}]`],
    ['jepsen-edn', 'a list', `(${edn}\n)`],
    ['jepsen-json', 'one map a line', json],
    ['jepsen-json', 'a vector', `[${json.replace(/\n/g, ',\n')}]`],
    ['jepsen-json', 'a vector behind a byte order mark', `\ufeff[${json.replace(/\n/g, ',\n')}]`],
  ])('%s: %s', (format, _, text) => {
    expect(eventsOf(readHistory(text, format))).toEqual(expected)
    expect(guessFormat(text)).toBe(format)
  })
  test('porcupine-etcd, with tabs or spaces', () => {
    const text =
      'INFO  jepsen.util - 3\t:invoke\t:cas\t[0 1]\nINFO  jepsen.util - 3 :fail :read :timed-out\n\nINFO jepsen.util - :nemesis :info :start nil\n'
    expect(guessFormat(text)).toBe('porcupine-etcd')
    expect(eventsOf(readHistory(text, 'porcupine-etcd'))).toMatchObject([
      { index: 0, process: 3, type: 'invoke', f: 'cas', value: [0, 1] },
      { index: 1, process: 3, type: 'fail', f: 'read', value: null },
    ])
  })
  test('porcupine-kv: keys become independent ones', () => {
    const text = '{:process 9, :type :invoke, :f :append, :key "0", :value "x 9 0 y"}\n'
    expect(guessFormat(text)).toBe('porcupine-kv')
    expect(eventsOf(readHistory(text, 'porcupine-kv'))).toMatchObject([
      { process: 9, f: 'append', value: ['0', 'x 9 0 y'] },
    ])
  })
  test("without f and process, as in Elle's paper", () => {
    expect(eventsOf(readHistory('{:type :ok, :value [[:r 1 nil]]}', 'jepsen-edn'))).toMatchObject([
      { process: 0, f: 'txn' },
    ])
  })
  test('names that objects have are only names', () => {
    const text = '{"type":"invoke","process":0,"f":"__proto__","value":{"__proto__":{"polluted":1},"constructor":2}}'
    const history = readHistory(text, 'jepsen-json')
    expect(history.at(0).value).toEqual(
      new Map<string, Value>([
        ['__proto__', new Map([['polluted', 1]])],
        ['constructor', 2],
      ]),
    )
    expect(history.at(0).f).toBe('__proto__')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
  test('a whole number beyond 2⁵³ stays itself', () => {
    const [a, b] = ['9007199254740993', '9007199254740992'].map(
      (digits) => readHistory(`{:type :ok :f :w :value ${digits}}`, 'jepsen-edn').at(0).value,
    )
    expect(a).not.toEqual(b)
  })
})

describe('a malformed line is told with its number and text', () => {
  const good = '{:type :invoke, :process 0, :f :read, :value nil}'
  test.each([
    ['jepsen-edn', `${good}\n{:type :oops, :process 0, :f :read}`, 'type'],
    ['jepsen-edn', `${good}\n{:type :ok, :process -1, :f :read}`, 'process'],
    ['jepsen-edn', `${good}\n{:type :ok, :process 0, :f 7}`, 'f'],
    ['jepsen-edn', `${good}\n{:index 0, :type :ok, :process 0, :f :read}`, 'index'],
    ['jepsen-edn', `${good}\n42`, 'notAMap'],
    ['jepsen-edn', `${good}\n{:type :ok, :process}`, 'oddMap'],
    ['jepsen-edn', `${good}\n{[1] 2}`, 'compositeKey'],
    ['jepsen-edn', `${good}\n{:type :ok`, 'unclosed'],
    ['jepsen-edn', `${good}\n{:type "ok`, 'unclosed'],
    ['jepsen-edn', `[${good}\n{:type :ok]`, 'unopened'],
    ['jepsen-edn', `${good}\n]`, 'unopened'],
    ['jepsen-edn', `[${good}]\n{:type :ok}`, 'trailing'],
    ['jepsen-edn', `${good}\n{:type 1x}`, 'unreadable'],
    ['jepsen-edn', `${good}\n{:type ^meta}`, 'type'],
    ['jepsen-edn', `${good}\n${'['.repeat(100_000)}`, 'tooDeep'],
    ['jepsen-json', '\n{"type" "invoke"}', 'unreadable'],
    ['jepsen-json', '\n{"type":"invoke",}', 'unreadable'],
    ['jepsen-json', '\n{type:"invoke"}', 'unreadable'],
    ['jepsen-json', '\n{"type":nil}', 'unreadable'],
    ['jepsen-json', '[\n{"type":"invoke","process":0,"f":"r"} {}]', 'unreadable'],
    ['jepsen-json', '\n"text"', 'notAMap'],
    ['porcupine-etcd', 'INFO jepsen.util - 1 :invoke :read nil\nINFO nonsense', 'unreadable'],
    ['porcupine-etcd', '\nINFO jepsen.util - x :invoke :read nil', 'process'],
    ['porcupine-etcd', '\nINFO jepsen.util - 1 :oops :read nil', 'type'],
    ['porcupine-etcd', '\nINFO jepsen.util - 1 :ok :read {}', 'value'],
    ['porcupine-kv', '\n{:process 9, :type :invoke, :f :append, :value "x"}', 'key'],
  ])('%s: %j', (format, text, problem) => {
    const { code, params } = refused(() => readHistory(text, format))
    expect({ code, problem: params.problem, line: params.line }).toEqual({ code: 'history.line', problem, line: 2 })
    expect(String(params.text).length).toBeLessThanOrEqual(120)
  })
  test('an empty text, an unknown format', () => {
    for (const format of FORMATS) expect(refused(() => readHistory(' \n', format)).code).toBe('history.empty')
    expect(refused(() => readHistory('', 'constructor')).code).toBe('history.format')
  })
  test('whatever the text, a reader either reads it or refuses it', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '#',
      '#_',
      '#{',
      '"',
      '\\',
      ':type',
      ':',
      ',',
      ' ',
      '\n',
      'nil',
      '1',
      '-',
      ';',
      'ok',
      '"a"',
      ':f :r',
      'INFO jepsen.util - 1 ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(...FORMATS), (pieces, format) => {
        const text = pieces.join('')
        try {
          readHistory(text, format)
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^history\./)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('written and read again', () => {
  const scalar = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, min: -1e15, max: 1e15 }).map((x) => x || 0),
    fc.string(),
  )
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    ),
  }))
  const row = fc.tuple(
    fc.nat(5),
    fc.constantFrom('invoke', 'ok', 'fail', 'info'),
    fc.constantFrom('read', 'a b', 'txn', '9', ''),
    value,
  )
  const rows = fc
    .array(row, { minLength: 1, maxLength: 12 })
    .map((all) => all.map((r): Row => [r[0], r[1], r[2] || 'f', r[3]]))

  test.each([
    ['jepsen-edn', writeJepsenEdn],
    ['jepsen-json', writeJepsenJson],
  ])('%s is the same history', (format, write) => {
    fc.assert(
      fc.property(rows, (given) => {
        const history = historyOf(given)
        const again = readHistory(write(history), format)
        const close = (events: HistoryEvent[]) =>
          JSON.stringify(events, (_, v: unknown) => (v instanceof Map ? [...(v as Map<string, Value>)] : v))
        expect(close(eventsOf(again))).toEqual(close(eventsOf(history)))
      }),
    )
  })
  test('CSV quotes what needs it, and no cell is a formula', () => {
    const history = historyOf([
      [0, 'invoke', 'write', 'a "b", c'],
      [0, 'ok', '=write', [1, 2]],
    ])
    expect(writeCsv(history).split('\r\n')).toEqual([
      'index,time_ns,process,type,f,value',
      '0,,0,invoke,write,"""a \\""b\\"", c"""',
      `1,,0,ok,'=write,"[1,2]"`,
      '',
    ])
  })
})

describe('operations', () => {
  test('pair invocations with completions; the rest is unknown for ever; others than clients are passed over', () => {
    const history = historyOf([
      [1, 'invoke', 'write', 1],
      [2, 'invoke', 'read'],
      [1, 'ok', 'write', 1],
      [1, 'invoke', 'write', 2],
      [2, 'info', 'read'],
    ])
    history.push({ process: 'nemesis', type: 'info', f: 'start', value: null, timeNs: null })
    const operations = new Operations(history)
    expect(Array.from({ length: operations.length }, (_, i) => operations.at(i))).toMatchObject([
      { process: 1, f: 'write', outcome: 'ok', invoked: 0, completed: 2 },
      { process: 2, f: 'read', outcome: 'info', invoked: 1, completed: 4 },
      { process: 1, f: 'write', asked: 2, outcome: 'info', invoked: 3, completed: -1 },
    ])
  })
  test('a process does one thing at a time', () => {
    expect(
      refused(
        () =>
          new Operations(
            historyOf([
              [1, 'invoke', 'a'],
              [1, 'invoke', 'b'],
            ]),
          ),
      ),
    ).toEqual({ code: 'history.overlap', params: { index: 1, process: 1 } })
    expect(refused(() => new Operations(historyOf([[1, 'ok', 'a']])))).toEqual({
      code: 'history.completion',
      params: { index: 0, process: 1 },
    })
  })
  test.each([
    [['get'], 'kv'],
    [['read', 'write', 'cas'], 'cas-register'],
    [['read', 'write'], 'register'],
    [['txn'], 'multi-register'],
    [['acquire'], 'mutex'],
    [['dequeue', 'enqueue'], 'queue'],
    [['read', 'transfer'], 'bank'],
    [['read', 'add'], 'counter'],
  ])('%j speak of %s', (functions, model) => {
    expect(guessModel(historyOf(functions.map((f): Row => [0, 'invoke', f])))).toBe(model)
  })
  test('what is read tells a set from a counter; nonsense is refused', () => {
    expect(
      guessModel(
        historyOf([
          [0, 'invoke', 'add', 1],
          [1, 'ok', 'read', [1]],
        ]),
      ),
    ).toBe('set')
    expect(refused(() => guessModel(historyOf([[0, 'invoke', 'dance']]))).code).toBe('history.unguessed')
  })
})
