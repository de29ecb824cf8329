/** `faultline check`, as its users call it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { FORMATS } from '../../src/checkers'

const folder = mkdtempSync(join(tmpdir(), 'faultline-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

function checked(text: string | Uint8Array, ...options: string[]) {
  const path = join(folder, 'history')
  writeFileSync(path, text)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/faultline.js', 'check', path, ...options], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const line = (process: number, type: string, f: string, value: number | null): string =>
  JSON.stringify({ type, process, f, value })
const wrote = [line(0, 'invoke', 'write', 2), line(0, 'ok', 'write', 2)]
const read = (value: number): string[] => [line(1, 'invoke', 'read', null), line(1, 'ok', 'read', value)]
const history = (...parts: string[][]): string => parts.flat().join('\n')

describe('verdicts', () => {
  test('valid: exit 0', () => {
    const { status, stdout } = checked(
      history(wrote, read(2)),
      '--format',
      'jepsen-json',
      '--model',
      'register',
      '--json',
    )
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      valid: true,
      model: 'register',
      operations: 2,
      anomalies: [],
      explanation: 'Valid: register, 2 operations. Strongest still standing: linearizable.',
      ms: expect.any(Number) as number,
    })
  })
  test('invalid: exit 1, with the operation that no order can include and why', () => {
    const { status, stdout } = checked(history(wrote, read(0)), '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      anomalies: [
        {
          type: 'nonlinearizable',
          operation: { index: 2, process: 1, f: 'read', told: '0' },
          linearized: [0],
          attempts: [{ last: [0], state: '2', code: 'register.read', params: { got: '0', holds: '2' } }],
        },
      ],
    })
  })
  test('in words, format and model guessed', () => {
    expect(checked(history(wrote, read(0))).stdout).toBe(`Invalid: register, 2 operations.
  No order can include the operation at index 2: process 1 read → 0.
  1 operation before it can be ordered.
  After process 0 write 2: can't read 0: the register holds 2.
  Not linearizable.
`)
  })
  test('unknown: exit 2, with the budget to raise', () => {
    const { status, stdout } = checked(history(wrote, read(2)), '--steps', '1', '--json')
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ valid: 'unknown', model: 'register', operations: 2, anomalies: [] })
    expect(stdout).toContain('a larger --steps may decide')
  })
  test('balances below zero are an anomaly unless allowed', () => {
    const bank = '{"type":"invoke","process":0,"f":"read"}\n{"type":"ok","process":0,"f":"read","value":{"0":-1,"1":3}}'
    expect(checked(bank, '--model', 'bank').status).toBe(1)
    expect(checked(bank, '--model', 'bank', '--negative-balances').status).toBe(0)
  })
})

describe('what cannot be judged exits 3 with one clear line', () => {
  test.each([
    ['nonsense', [], 'line 1 cannot be read: nonsense'],
    [`${history(wrote)}\n{"type":"okay"}`, [], 'line 3 has no :type of invoke, ok, fail or info: {"type":"okay"}'],
    [
      '{:type :invoke, :f :read}\n{:f}',
      ['--format', 'jepsen-edn'],
      'line 2 holds a map with a key without value: {:f}',
    ],
    ['INFO jepsen.util - 0 :invoke :read nil\nrubbish', [], 'line 2 cannot be read: rubbish'],
    ['{:process 0 :type :invoke :f :get}', ['--format', 'porcupine-kv'], 'line 1 has no :key: {:process 0'],
    ['', [], 'the history holds no operations'],
    ['\u001b]0;mine\u0007\u001b[2J', [], 'line 1 cannot be read: ]0;mine [2J'],
    ['[\n'.repeat(50_000), [], 'is nested too deeply'],
    [`${wrote[0]}\n${wrote[0]}`, [], 'process 0 invokes although its last operation has not ended'],
    [wrote[1], [], 'process 0 ends an operation that it did not invoke'],
    [history(wrote), ['--model', 'toString'], 'there is no model "toString"'],
    [history(wrote), ['--format', 'yaml'], 'there is no format "yaml"'],
    [history(wrote), ['--model', 'queue'], 'queue knows no "write"; it knows enqueue, dequeue'],
    [history(wrote), ['--steps', '0'], '--steps is a whole number above 0'],
    [history(wrote), ['--wrong'], "Unknown option '--wrong'"],
    [history(wrote), ['second'], 'check takes one FILE; it got 2'],
  ])('%j %j', (text, options, said) => {
    expectRefused(text, options, said)
  })
  test.each(FORMATS)('%s: a picture, and a line without end', (format) => {
    const bytes = Uint8Array.from({ length: 3_000 }, (_, i) => (i * 197 + (i >> 3)) % 256)
    expectRefused(bytes, ['--format', format], 'line 1 ')
    expectRefused('x'.repeat(10_000_000), ['--format', format], 'line 1 ')
  })
  function expectRefused(text: string | Uint8Array, options: readonly string[], said: string): void {
    const { status, stdout, stderr } = checked(text, ...options)
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
    expect(stderr).toContain(said)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr.length).toBeLessThan(600)
    expect(stderr.trim()).not.toMatch(/\p{Cc}/u)
  }
  test('a file that is not there', () => {
    const { status, stderr } = spawnSync(process.execPath, ['dist/cli/faultline.js', 'check', join(folder, 'none')], {
      encoding: 'utf8',
    })
    expect(status).toBe(3)
    expect(stderr).toContain('cannot be read (ENOENT)')
  })
})
