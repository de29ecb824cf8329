import { describe, expect, it } from 'vitest'
import { policyResults } from '../../../src/app/words/en/policyProblems'
import { plainCopy } from '../../../src/policies/sandbox'
import { direct } from './direct'

const cycle: unknown[] = []
cycle.push({ back: cycle })
const hostile = {
  get x(): never {
    throw new Error('was asked')
  },
}
let deep: unknown = 1
for (let i = 0; i < 20; i++) deep = [deep]

describe('what comes out of learners’ code', () => {
  it('is copied where it is data', () => {
    const value = { a: [1, -0, 'x', true, null], b: { c: { d: [] } } }
    const copied = plainCopy(value, 'state')
    expect(copied).toEqual({ ok: true, value })
    expect(copied.ok && copied.value).not.toBe(value)
    expect(plainCopy({ a: undefined, b: 1 }, 'state')).toEqual({ ok: true, value: { b: 1 } })
  })

  const cases: [value: unknown, code: keyof typeof policyResults, path: string][] = [
    [undefined, 'isUndefined', 'decision'],
    [NaN, 'isNotFinite', 'decision'],
    [{ waits: [1, 2, 3, Infinity] }, 'isNotFinite', 'decision.waits[3]'],
    [{ waits: [1, 2, 3, () => 1] }, 'isFunction', 'decision.waits[3]'],
    [Promise.resolve(1), 'isInstance', 'decision'],
    [{ seen: new Map() }, 'isInstance', 'decision.seen'],
    [[undefined], 'isUndefined', 'decision[0]'],
    [new Array(3), 'isUndefined', 'decision[0]'],
    [new Array(1e9), 'tooLarge', 'decision'],
    [cycle, 'isCycle', 'decision[0].back'],
    [hostile, 'isAccessor', 'decision.x'],
    [JSON.parse('{"__proto__":1}'), 'isAccessor', 'decision.__proto__'],
    [Symbol('x'), 'isSymbol', 'decision'],
    [1n, 'isBigint', 'decision'],
    [deep, 'tooDeep', `decision${'[0]'.repeat(16)}`],
    ['x'.repeat(1e6), 'tooLarge', 'decision'],
  ]
  for (const [value, code, path] of cases)
    it(`is refused at ${path}: ${code}`, () => {
      const copied = plainCopy(value, 'decision')
      expect(copied).toEqual({ ok: false, refusal: { code, path } })
      expect(policyResults[code](path)).toContain(path)
    })

  it('may be the same object twice, and comes out as two', () => {
    const outcome = direct('export function f() { const a = [1]; return { a, b: a } }').call('f')
    expect(outcome.ok && plainCopy(outcome.value, 'x')).toEqual({ ok: true, value: { a: [1], b: [1] } })
  })

  it('grows no further than its limits, however its parts are shared', () => {
    const outcome = direct(
      'export function f() { let a = [1]; for (let i = 0; i < 12; i++) a = [a, a, a, a]; return a }',
    ).call('f')
    expect(outcome.ok && plainCopy(outcome.value, 'x')).toMatchObject({ ok: false, refusal: { code: 'tooLarge' } })
  })
})
